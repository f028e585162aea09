"""T6 and T14 of bundles in parts: altered, cut, dropped, swapped, doubled, mixed; only a whole and true set is taken in."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from baseldesk.sync.bundle import export_bundle, import_bundle
from baseldesk.sync.container import open_container
from baseldesk.sync.keys import DeviceKey
from tests.faults.damage import alter_each_byte, append_bytes, cut_everywhere, find_accepted, importing_at, opening_at
from tests.faults.forging import key_of, put, take_apart
from tests.faults.pair import Pair, content_of, write_activity
from tests.faults.victims import ACTIVITIES, fresh_pair, ill_willed_desk  # noqa: F401  (fixtures)

PART, RECOVERY = 4_000, 2


def cut(pair: Pair, *, part: int = PART, recovery: int = RECOVERY, words: int = 1_200) -> list[Path]:
    """A bundle in parts; one more activity each time."""
    for seed in range(4):
        write_activity(pair.centre, f"Atelier {seed}", words=words, seed=random.Random(pair.sent).randint(0, 1 << 30) + seed)
    made = export_bundle(pair.centre, "secretariat", pair.folder(), max_part=part, recovery=recovery)
    assert made.parts >= made.needed + recovery
    return [path for path, _ in made.files]


def arrived(pair: Pair) -> int:
    """How many activities the secretariat has."""
    return pair.secretariat.count(ACTIVITIES)


def test_every_damaged_part_is_refused_and_leaves_nothing(pair):
    files = cut(pair)
    before = content_of(pair.secretariat)
    for number, path in enumerate(files):
        raw = path.read_bytes()
        every = 7 if number else 1
        cases = [*alter_each_byte(raw, every=every, also=range(200)), *cut_everywhere(raw, every=every), *append_bytes(raw)]
        assert find_accepted(cases, opening_at(pair.secretariat))[1] == []
        assert find_accepted(cases[:: 97 if number else 29], importing_at(pair.secretariat, pair.folder()))[1] == []
    assert content_of(pair.secretariat) == before
    assert not [one for one in (pair.secretariat.folder / "inbox").rglob("*") if one.is_file()]
    assert import_bundle(pair.secretariat, files).refused == []
    assert arrived(pair) == 4


def test_with_too_few_nothing_is_taken_in_whichever_are_missing(pair):
    files = cut(pair, part=6_000)
    needed = len(files) - RECOVERY
    for chosen in itertools.islice(itertools.combinations(files, needed - 1), 40):
        done = import_bundle(pair.secretariat, chosen)
        assert (done.refused, arrived(pair)) == ([], 0)
        for waiting in (pair.secretariat.folder / "inbox").rglob("*.BDESK"):
            waiting.unlink()  # as if nothing had come
    assert import_bundle(pair.secretariat, files[RECOVERY:]).refused == []
    assert arrived(pair) == 4


def test_swapped_names_and_doubles_do_no_harm(pair):
    files, rng = cut(pair), random.Random(3)
    contents = [one.read_bytes() for one in files]
    rng.shuffle(contents)
    for path, raw in zip(files, contents, strict=True):
        path.write_bytes(raw)
    doubled = [put(pair.folder(), raw, "bundle (1)") for raw in contents]
    assert import_bundle(pair.secretariat, [*files, *doubled]).refused == []
    assert arrived(pair) == 4
    before = pair.secretariat.digest("shared").digest
    assert import_bundle(pair.secretariat, doubled).refused == []
    assert pair.secretariat.digest("shared").digest == before


def test_mixed_parts_of_two_bundles_never_join(pair):
    first = cut(pair, recovery=0)
    second = cut(pair, recovery=0)
    half = [*first[: len(first) // 2], *second[len(second) // 2 :]]
    assert import_bundle(pair.secretariat, half).refused == []
    assert arrived(pair) == 0
    assert import_bundle(pair.secretariat, second).refused == []
    assert arrived(pair) == 8


@pytest.mark.parametrize("whose", ["rival", "nobody"])
def test_a_part_signed_by_another_does_not_stand_in(pair, rival, whose):
    """A carrier who takes a part out and puts one of its own in: refused, or kept apart; the true one still completes it."""
    files = cut(pair, recovery=0)
    key = key_of(rival) if whose == "rival" else DeviceKey.generate()
    pieces = take_apart(files[0])
    forged = put(pair.folder(), pieces._replace(payload=bytes(len(pieces.payload))).signed_by(key))
    done = import_bundle(pair.secretariat, [forged, *files[1:]])
    assert arrived(pair) == 0
    assert len(done.refused) <= 1
    assert import_bundle(pair.secretariat, [files[0]]).refused == []
    assert arrived(pair) == 4


def test_a_part_forged_with_the_stolen_key_is_found_out_and_the_true_ones_still_count(pair):
    """Even its own signer cannot make a bundle of parts that do not belong together."""
    files = cut(pair, recovery=0)
    pieces = take_apart(files[0])
    forged = put(pair.folder(), pieces._replace(payload=bytes(len(pieces.payload))).signed_by(key_of(pair.centre)))
    import_bundle(pair.secretariat, [forged, *files[1:]])
    assert arrived(pair) == 0
    for _ in range(2):  # what was false is dropped, and all of it may come again
        import_bundle(pair.secretariat, files)
    assert arrived(pair) == 4


def test_without_the_signature_a_damaged_part_would_be_kept(pair, monkeypatch):
    """The control."""
    from baseldesk.sync import container

    files = cut(pair)
    monkeypatch.setattr(container, "verify", lambda *_: True)
    accepted = find_accepted(alter_each_byte(files[0].read_bytes(), every=41), opening_at(pair.secretariat))[1]
    assert len(accepted) > 20
    assert open_container is container.open_container
