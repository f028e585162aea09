"""Parts in any order, from any carrier, twice or not at all; what waits is named, and is taken in as soon as it can be."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import Cancelled, UsageError
from baseldesk.sync import inbox, joining, searching
from baseldesk.sync.bundle import Imported, check_bundles, export_bundle, import_bundle, write_again
from baseldesk.sync.container import open_container
from baseldesk.sync.diary import read_diary
from baseldesk.sync.forgetting import forget_waiting
from baseldesk.sync.framing import Header, Kind, pack
from baseldesk.sync.inbox import Inbox, list_waiting
from baseldesk.sync.joining import membership_of
from baseldesk.sync.own_keys import own_key
from baseldesk.sync.receipt_store import make_receipt
from baseldesk.sync.station import found_centre
from tests.unit.sync.conftest import Pair, enrol, write_activity
from tests.unit.sync.test_bundle import everything, files_of, shared

PART = 4500


def send_parts(pair: Pair, recovery: int = 0, **options: object) -> list[Path]:
    """A bundle of at least four parts from the centre to the secretariat."""
    write_activity(pair.centre, os.urandom(12_000).hex())
    folder = pair.stick / f"parts{len(list(pair.stick.iterdir()))}"
    folder.mkdir()
    done = export_bundle(pair.centre, "secretariat", folder, max_part=PART, recovery=recovery, **options)  # type: ignore[arg-type]
    assert len(done.files) >= 4
    assert all(size <= PART for _, size in done.files)
    return [one for one, _ in done.files]


def lying(desk: Desk) -> list[str]:
    """What lies in the inbox."""
    root = desk.folder / "inbox"
    return sorted(one.name for one in root.rglob("*")) if root.exists() else []


# --- the good way
def test_all_parts_at_once_give_the_bundle_and_leave_nothing(pair: Pair) -> None:
    files = send_parts(pair)
    done = import_bundle(pair.secretariat, files)
    assert (done.changes["new"], done.parts, len(done.bundles), done.waiting, done.refused) == (3, len(files), 1, [], [])
    assert shared(pair.secretariat) == shared(pair.centre)
    assert lying(pair.secretariat) == []
    assert pair.secretariat.check() == []


@given(seed=st.integers(0, 1 << 32))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_with_doubles_in_any_number_of_goes(seed: int, pair: Pair) -> None:
    files, chance = send_parts(pair, recovery=2), Random(seed)
    shuffled = [*files, *chance.choices(files, k=chance.randrange(4))]
    chance.shuffle(shuffled)
    while shuffled:
        goes = chance.randint(1, len(shuffled))
        assert import_bundle(pair.secretariat, shuffled[:goes]).refused == []
        shuffled = shuffled[goes:]
    assert shared(pair.secretariat) == shared(pair.centre)
    assert lying(pair.secretariat) == []


def open_header(path: Path) -> Header:
    """The header of a file, whoever signed it."""
    from baseldesk.sync.waiting import peek

    found = peek(path)
    assert found is not None
    return found[1]


def test_one_by_one_the_missing_ones_are_named(pair: Pair) -> None:
    files = send_parts(pair)
    before = shared(pair.secretariat)
    for number, file in enumerate(files[:-1], 1):
        done = import_bundle(pair.secretariat, [file])
        (waiting,) = done.waiting
        assert (waiting.have, waiting.why) == (tuple(range(1, number + 1)), "parts")
        assert waiting.missing == list(range(number + 1, len(files) + 1))
        assert (waiting.sender, waiting.lacking, done.bundles) == ("BCRC-SEN", len(files) - number, [])
    assert shared(pair.secretariat) == before
    assert import_bundle(pair.secretariat, [files[-1]]).changes["new"] == 3
    assert list_waiting(pair.secretariat) == []


def test_recovery_parts_stand_in_for_any_that_are_lost(pair: Pair) -> None:
    files = send_parts(pair, recovery=2)
    assert import_bundle(pair.secretariat, [*files[2:]]).changes["new"] == 3
    assert shared(pair.secretariat) == shared(pair.centre)


def test_a_part_copied_twice_is_one(pair: Pair) -> None:
    files = send_parts(pair)
    import_bundle(pair.secretariat, [files[0]])
    names = lying(pair.secretariat)
    shutil.copy(files[0], pair.stick / "bundle (1)")
    (waiting,) = import_bundle(pair.secretariat, [files[0], pair.stick / "bundle (1)"]).waiting
    assert (waiting.have, lying(pair.secretariat)) == ((1,), names)


def test_a_part_that_comes_late_waits_for_nothing(pair: Pair) -> None:
    files = send_parts(pair, recovery=1)
    import_bundle(pair.secretariat, files[1:])
    done = import_bundle(pair.secretariat, [files[0]])
    assert (done.waiting, done.refused, lying(pair.secretariat)) == ([], [], [])


def test_all_of_it_again_is_a_no_op(pair: Pair) -> None:
    files = send_parts(pair)
    import_bundle(pair.secretariat, files)
    again = import_bundle(pair.secretariat, files)
    assert (again.changes, lying(pair.secretariat)) == ({"new": 0, "known": 3, "parked": 0}, [])


def test_one_part_again_from_the_outbox_completes_it(pair: Pair, tmp_path: Path) -> None:
    files = send_parts(pair)
    import_bundle(pair.secretariat, [*files[:2], *files[3:]])
    (tmp_path / "again").mkdir()
    write_again(pair.centre, "secretariat", tmp_path / "again", [3])
    assert import_bundle(pair.secretariat, [tmp_path / "again"]).changes["new"] == 3


def test_two_bundles_in_parts_on_one_stick_do_not_mix(pair: Pair) -> None:
    first, second = send_parts(pair), send_parts(pair)
    for number, file in enumerate([*first, *second]):
        file.rename(pair.stick / f"{number * 7 % 13:02}")
    done = import_bundle(pair.secretariat, [pair.stick])
    assert (len(done.bundles), done.waiting) == (2, [])
    assert shared(pair.secretariat) == shared(pair.centre)


def test_parts_of_two_encryptions_of_one_content_never_mix(pair: Pair) -> None:
    first = send_parts(pair)
    shutil.rmtree(pair.centre.folder / "outbox")
    done = export_bundle(pair.centre, "secretariat", pair.stick, max_part=PART)
    second = [one for one, _ in done.files]
    assert open_header(first[0]).bundle == open_header(second[0]).bundle
    done_in = import_bundle(pair.secretariat, [*first[:2], *second[2:]])
    assert (done_in.bundles, len(done_in.waiting), done_in.refused) == ([], 2, [])
    assert import_bundle(pair.secretariat, first[2:]).changes["new"] == 3
    assert lying(pair.secretariat) == [], "what is left of the other encryption is of a bundle that is known"


def test_parts_whose_wholes_differ_in_nothing_but_their_hash_do_not_mix(pair: Pair) -> None:
    files = send_parts(pair)
    false = [resign(pair, one, joined=b"x" * 32) for one in files[2:]]
    done = import_bundle(pair.secretariat, [*files[:2], *false])
    assert (done.bundles, len(done.waiting), done.refused) == ([], 2, [])
    assert import_bundle(pair.secretariat, files[2:]).changes["new"] == 3


# --- what others hear of it
def test_the_receipt_and_the_senders_status_name_the_missing_parts(pair: Pair) -> None:
    from baseldesk.sync.status import sync_status

    files = send_parts(pair)
    import_bundle(pair.secretariat, [files[0], files[2]])
    pair.answer()
    (peer,) = sync_status(pair.centre).peers
    missing = [n for n in range(1, len(files) + 1) if n not in (1, 3)]
    assert peer.missing_parts == [(open_header(files[0]).bundle.hex(), len(files), missing)]
    import_bundle(pair.secretariat, files)
    pair.answer()
    assert sync_status(pair.centre).peers[0].missing_parts == []


def test_the_status_names_what_waits_and_what_lies_ready(pair: Pair) -> None:
    from baseldesk.sync.status import sync_status

    files = send_parts(pair)
    import_bundle(pair.secretariat, [files[1]])
    (waiting,) = sync_status(pair.secretariat).to_json()["waiting"]
    assert (waiting["from"], waiting["have"], waiting["of"], waiting["why"]) == ("BCRC-SEN", [2], len(files), "parts")
    (ready,) = sync_status(pair.centre).to_json()["outbox"]
    assert (ready["to"], ready["parts"], ready["bytes"]) == ("SECRETARIAT", len(files), sum(one.stat().st_size for one in files))


def test_the_diary_says_which_parts_are_missing(pair: Pair) -> None:
    files = send_parts(pair)
    import_bundle(pair.secretariat, files[1:])
    (line,) = read_diary(pair.secretariat)
    assert (line.outcome, line.detail["missing"], line.detail["parts"]) == ("bundle.parts_missing", "1", len(files))


# --- rehearsing and checking
def test_a_rehearsal_joins_what_waits_with_what_is_new_and_keeps_nothing(pair: Pair) -> None:
    files = send_parts(pair)
    import_bundle(pair.secretariat, files[:2])
    before, names = everything(pair.secretariat), files_of(pair.secretariat)
    shown = import_bundle(pair.secretariat, files[2:], rehearse=True)
    assert (everything(pair.secretariat), files_of(pair.secretariat)) == (before, names)
    done = import_bundle(pair.secretariat, files[2:])
    assert (shown.changes, shown.records, shown.parts) == (done.changes, done.records, done.parts)
    assert done.changes["new"] == 3


def test_a_rehearsal_counts_files_that_overlap_once(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    first = pair.send(pair.centre, "secretariat")
    write_activity(pair.centre, "B")
    second = pair.send(pair.centre, "secretariat")
    given = dict(pair.secretariat.given_receipts)
    shown = import_bundle(pair.secretariat, [first, second], rehearse=True)
    assert pair.secretariat.given_receipts == given
    done = import_bundle(pair.secretariat, [first, second])
    assert shown.changes == done.changes == {"new": 4, "known": 3, "parked": 0}
    assert shown.records == done.records


def test_a_rehearsal_goes_on_after_a_refusal_and_notes_nothing(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    from baseldesk.sync import layout

    write_activity(pair.centre, "A")
    real = layout.WRITE[layout.PLAIN]
    monkeypatch.setattr(layout, "BEST", layout.PLAIN)
    backwards = lambda runs, chains, feed, *more: real(runs, chains, list(feed)[::-1])  # noqa: E731
    monkeypatch.setitem(layout.WRITE, layout.PLAIN, backwards)
    bad = pair.send(pair.centre, "secretariat")
    monkeypatch.undo()
    good = pair.send(pair.centre, "secretariat", everything=True)
    before = everything(pair.secretariat)
    shown = import_bundle(pair.secretariat, [bad, good], rehearse=True)
    assert everything(pair.secretariat) == before
    assert ([one.code for one in shown.refused], shown.changes["new"]) == (["bundle.run_broken"], 3)


def test_checking_counts_parts_together_and_with_those_that_wait(pair: Pair) -> None:
    files = send_parts(pair, recovery=1)
    before = everything(pair.secretariat)
    (found,) = check_bundles(pair.secretariat, [files[2], files[0]])
    assert (found.ok, found.parts_have, found.parts_of, found.parts_needed) == (True, [1, 3], len(files), len(files) - 1)
    assert (found.changes, found.encrypted, found.sender) == (0, True, "BCRC-SEN")
    assert everything(pair.secretariat) == before
    import_bundle(pair.secretariat, [files[1]])
    (found,) = check_bundles(pair.secretariat, [files[0].parent])
    assert (found.changes, found.parts_missing) == (3, [])
    (found,) = check_bundles(pair.secretariat, files[2:])
    assert (found.parts_missing, found.changes, found.ok) == ([1], 3, True)


# --- the bad way
def test_a_damaged_part_is_refused_alone(pair: Pair) -> None:
    files = send_parts(pair)
    raw = bytearray(files[1].read_bytes())
    raw[-100] ^= 1
    files[1].write_bytes(bytes(raw))
    done = import_bundle(pair.secretariat, files)
    assert [(one.file, one.code) for one in done.refused] == [(files[1].name, "bundle.signature_wrong")]
    assert done.waiting[0].missing == [2]


def test_parts_for_somebody_else_are_refused_singly_and_leave_nothing(pair: Pair, tmp_path: Path) -> None:
    with found_centre(tmp_path / "e", "BCRC-EGY") as egypt:
        enrol(pair.secretariat, egypt)
        files = send_parts(pair)
        assert {one.code for one in import_bundle(egypt, files).refused} == {"bundle.not_addressed"}
        assert lying(egypt) == []


def resign(pair: Pair, file: Path, *, less: int = 0, **changed: object) -> Path:
    """The part with another header or fewer bytes, signed again by the very device that made it."""
    with open_container(file, find_key=lambda *_: own_key(pair.centre).public) as opened:
        header, payload = replace(opened.header, **changed), opened.read()[less:]  # type: ignore[arg-type]
        raw = pack(Kind.BUNDLE, own_key(pair.centre), header, payload, deployment=opened.deployment, roster=opened.roster)
    target = file.with_name(f"FORGED-{len(list(file.parent.iterdir()))}")
    target.write_bytes(raw)
    return target


def test_parts_that_lie_about_what_they_make_are_found_out_and_can_come_again(pair: Pair) -> None:
    files = send_parts(pair)
    false = [resign(pair, one, joined=bytes(32)) for one in files]
    done = import_bundle(pair.secretariat, false)
    assert ([one.code for one in done.refused], done.bundles) == (["bundle.parts_do_not_fit"], [])
    assert lying(pair.secretariat) == []
    assert import_bundle(pair.secretariat, files).changes["new"] == 3


def test_a_part_that_is_not_the_one_that_came_first_is_refused(pair: Pair) -> None:
    files = send_parts(pair)
    import_bundle(pair.secretariat, files[:2])
    false = resign(pair, files[2], part=2)
    assert [one.code for one in import_bundle(pair.secretariat, [false]).refused] == ["bundle.part_differs"]
    assert import_bundle(pair.secretariat, files[2:]).changes["new"] == 3


def test_a_part_of_another_size_than_its_number_says_is_refused(pair: Pair) -> None:
    files = send_parts(pair)
    false = resign(pair, files[0], less=1)
    assert [one.code for one in import_bundle(pair.secretariat, [false]).refused] == ["bundle.malformed"]
    assert lying(pair.secretariat) == []


def test_what_waits_has_a_limit(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    files = send_parts(pair)
    monkeypatch.setattr(inbox, "MOST_WAITING", 2 * PART)
    done = import_bundle(pair.secretariat, files)
    assert {one.code for one in done.refused} == {"inbox.full"}
    assert len(done.waiting[0].have) == 2


# --- interrupted
def test_an_import_that_is_stopped_leaves_parts_whole_or_not_at_all(pair: Pair) -> None:
    files = send_parts(pair)
    for calls in range(len(files)):
        answers = iter([False] * calls)
        with pytest.raises(Cancelled):
            import_bundle(pair.secretariat, files, cancelled=lambda given=answers: next(given, True))  # type: ignore[misc]
        assert all(one.suffix == ".BDESK" for folder in Inbox(pair.secretariat).waiting() for one in folder.files())
        assert not [one for one in lying(pair.secretariat) if one.startswith(".new")]
    assert import_bundle(pair.secretariat, files).changes["new"] == 3


def test_a_kill_between_taking_in_and_removing_costs_nothing(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    files = send_parts(pair)
    monkeypatch.setattr(Inbox, "remove", lambda self, waiting: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        import_bundle(pair.secretariat, files)
    monkeypatch.undo()
    after = shared(pair.secretariat)
    assert after == shared(pair.centre)
    write_activity(pair.centre, "B")
    pair.hand_over()
    assert lying(pair.secretariat) == []
    assert shared(pair.secretariat) == shared(pair.centre)


def test_what_was_half_copied_is_removed_with_the_next_import(pair: Pair) -> None:
    files = send_parts(pair)
    import_bundle(pair.secretariat, [files[0]])
    (waiting,) = list_waiting(pair.secretariat)
    (waiting.folders[0] / ".new-00000000").write_bytes(b"half")
    (pair.secretariat.folder / "inbox" / ".new-11111111").mkdir()
    import_bundle(pair.secretariat, [files[1]])
    assert not [one for one in lying(pair.secretariat) if one.startswith(".new")]


# --- waiting for what a bundle rests on
def based(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, bytes]:
    """A bundle that says it rests on a head which the secretariat lacks, and that head."""
    write_activity(pair.centre, "first")
    pair.send(pair.centre, "secretariat")
    with pair.centre.read() as reader:
        row = reader.one("SELECT id FROM change WHERE whole = 1 ORDER BY n DESC LIMIT 1")
    assert row is not None
    head = bytes(row[0])
    write_activity(pair.centre, "second")
    real = export_with_base(head)
    monkeypatch.setattr("baseldesk.sync.sending.Sending._header", real)
    file = pair.send(pair.centre, "secretariat")
    monkeypatch.undo()
    return file, head


def export_with_base(head: bytes):  # type: ignore[no-untyped-def]
    """Makes headers that name a base."""
    from baseldesk.sync.sending import Sending

    real = Sending._header
    return lambda self, size: replace(real(self, size), base=[head])


def test_a_bundle_whose_base_is_not_here_waits_and_is_tried_again(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    write_activity(pair.centre, "first")
    first = pair.send(pair.centre, "secretariat")
    later, head = based(pair, monkeypatch)
    done = import_bundle(pair.secretariat, [later])
    (waiting,) = done.waiting
    assert (waiting.why, waiting.base, done.refused, done.bundles) == ("base", (head,), [], [])
    with pair.secretariat.read() as reader:
        receipt = make_receipt(pair.secretariat, reader, membership_of(pair.secretariat), "BCRC-SEN")
    assert head in receipt.wanted
    import_bundle(pair.secretariat, [first])
    assert list_waiting(pair.secretariat)[0].why == "base"
    write_activity(pair.centre, "third")
    assert len(import_bundle(pair.secretariat, [pair.send(pair.centre, "secretariat", everything=True)]).bundles) == 2
    assert (list_waiting(pair.secretariat), lying(pair.secretariat)) == ([], [])
    assert shared(pair.secretariat) == shared(pair.centre)


# --- letting go
def test_a_person_discards_what_does_not_come(pair: Pair) -> None:
    files = send_parts(pair)
    import_bundle(pair.secretariat, files[:2])
    with pytest.raises(UsageError, match=r"inbox\.unknown"):
        inbox.discard(pair.secretariat, "ffff")
    assert len(inbox.discard(pair.secretariat, open_header(files[0]).bundle.hex()[:8].upper())) == 1
    assert lying(pair.secretariat) == []


def test_an_erase_reaches_what_waits_and_may_hold_the_values(pair: Pair) -> None:
    files = send_parts(pair)
    import_bundle(pair.secretariat, files[:2])
    assert forget_waiting(pair.secretariat, [bytes(16)]) == 1, "sealed and not complete: it cannot be told"
    assert lying(pair.secretariat) == []


@pytest.mark.parametrize("max_part", [None, 2000])
def test_an_erase_leaves_what_surely_does_not_hold_the_values(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, max_part: int | None
) -> None:
    officer, other = pair.centre.new_id(), pair.centre.new_id()
    pair.centre.save([Edit("officer", officer, {"name": "Moussa", "user": "00" * 8})])
    write_activity(pair.centre, Random(1).randbytes(3000).hex())
    monkeypatch.setattr("baseldesk.sync.sending.Sending._header", export_with_base(b"x" * 32))
    done = export_bundle(pair.centre, "secretariat", pair.stick, encrypted=False, max_part=max_part)
    monkeypatch.undo()
    taken: Imported = import_bundle(pair.secretariat, [one for one, _ in done.files])
    assert [one.why for one in taken.waiting] == ["base"]
    assert forget_waiting(pair.secretariat, [other]) == 0
    assert forget_waiting(pair.secretariat, [other, officer]) == 1
    assert lying(pair.secretariat) == []


# --- mail
def test_parts_in_saved_mails_are_found(pair: Pair) -> None:
    import email.message
    import email.policy

    files = send_parts(pair)
    for number, file in enumerate(files):
        mail = email.message.EmailMessage(policy=email.policy.SMTP)
        mail.set_content("Bonjour")
        mail.add_attachment(file.read_bytes(), maintype="application", subtype="octet-stream", filename="x")
        (pair.stick / f"mail{number}.eml").write_bytes(mail.as_bytes())
        file.unlink()
    done = import_bundle(pair.secretariat, [pair.stick])
    assert (done.changes["new"], done.refused) == (3, [])
    assert lying(pair.secretariat) == []


def test_a_mail_with_nothing_of_ours_is_passed_over_in_a_folder_and_told_by_name(pair: Pair) -> None:
    (pair.stick / "m.eml").write_bytes(b"Subject: hello\r\n\r\nhello\r\n")
    assert import_bundle(pair.secretariat, [pair.stick]).refused == []
    assert [one.code for one in import_bundle(pair.secretariat, [pair.stick / "m.eml"]).refused] == ["bundle.not_ours"]


def test_progress_goes_forward_over_all_files(pair: Pair) -> None:
    files = send_parts(pair)
    seen: list[tuple[int, int]] = []
    import_bundle(pair.secretariat, files, progress=lambda *one: seen.append(one))
    assert seen == sorted(set(seen))
    assert seen[-1] == (1000, 1000)
    assert searching.kind_of(files[0]) is Kind.BUNDLE


def test_what_lies_on_a_stick_for_others_is_passed_over_but_a_file_that_is_named_is_refused(pair: Pair, tmp_path: Path) -> None:
    """A courier's stick carries requests, and data files of other centres: none of them is a fault."""
    stick = tmp_path / "courier"
    stick.mkdir()
    (stick / "request").write_bytes(joining.ask_to_join(pair.centre))
    export_bundle(pair.centre, "secretariat", stick)
    (own,) = [one for one in stick.iterdir() if one.name != "request"]
    done = import_bundle(pair.centre, [stick])
    assert [one.file for one in done.passed_over] == ["request"]
    done = import_bundle(pair.secretariat, [stick])
    assert ([one.file for one in done.passed_over], len(done.bundles), done.refused) == (["request"], 1, [])
    named = import_bundle(pair.secretariat, [stick / "request", own])
    assert ([one.code for one in named.refused], named.passed_over) == (["bundle.other_kind"], [])
