"""T14: attacks by name, each by what its victim shows afterwards; «the other way» is the same file without the attack."""

from __future__ import annotations

from dataclasses import replace

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.sync import alone, importing, intake, joining, membership, receipt_store, roster
from baseldesk.sync.bundle import export_receipt, export_roster
from baseldesk.sync.receipt import Head
from baseldesk.sync.roster import Body, Roots, sign_roster
from baseldesk.sync.status import sync_status
from tests.faults.forging import key_of, manifest_of, take_apart, with_receipt
from tests.faults.pair import CENTRE, content_of, write_activity
from tests.faults.victims import ACTIVITIES, OTHER, fresh_pair, ill_willed_desk, revoke, take  # noqa: F401  (fixtures)

DAY = 86_400_000


def shown(desk: Desk) -> str:
    """What a desk holds of people's work; its diary and receipts may tell of the attack."""
    return desk.digest("shared", CENTRE).digest


# --- replay
def test_replayed_bundle_changes_nothing(pair):
    identity = write_activity(pair.centre, "Ancien")
    old = pair.send(pair.centre, "secretariat").read_bytes()
    assert take(pair.secretariat, pair, old) == []
    pair.centre.save([Edit("activity", identity, {"title": {"fr": "Nouveau"}})])
    assert pair.hand_over().refused == []
    before = content_of(pair.secretariat), shown(pair.secretariat)
    for _ in range(2):
        assert take(pair.secretariat, pair, old) == []
    assert shown(pair.secretariat) == before[1]
    assert pair.secretariat.record("activity", identity).values["title"] == {"fr": "Nouveau"}


def test_replayed_receipt_moves_nothing(pair):
    write_activity(pair.centre, "Un")
    pair.hand_over()
    early = export_receipt(pair.secretariat, CENTRE, pair.folder()).path.read_bytes()
    assert take(pair.centre, pair, early) == []
    write_activity(pair.centre, "Deux")
    pair.hand_over()
    assert take(pair.centre, pair, export_receipt(pair.secretariat, CENTRE, pair.folder()).path.read_bytes()) == []
    before = sync_status(pair.centre).to_json()
    assert before["only_here"] == 0
    assert take(pair.centre, pair, early) == []
    after = sync_status(pair.centre).to_json()
    assert {name: after[name] for name in ("only_here", "sent", "received", "merged")} == {
        name: before[name] for name in ("only_here", "sent", "received", "merged")
    }


def test_bundle_reflected_to_its_sender_changes_nothing(pair):
    write_activity(pair.centre, "Un")
    raw = pair.send(pair.centre, "secretariat").read_bytes()
    before, replica = shown(pair.centre), pair.centre.replica
    take(pair.centre, pair, raw)
    assert (shown(pair.centre), pair.centre.replica) == (before, replica)


# --- rollback, freeze, fast-forward
def test_rollback_of_the_roster_alone_is_refused(pair, rival):
    newest = export_roster(pair.secretariat, pair.folder()).path.read_bytes()
    assert take(pair.centre, pair, newest) == []
    revoke(pair, rival.device)
    assert take(pair.centre, pair, export_roster(pair.secretariat, pair.folder()).path.read_bytes()) == []
    assert take(pair.centre, pair, newest) == ["roster.older"]
    assert joining.membership_of(pair.centre).roster.is_revoked(rival.device)


def test_rollback_of_the_roster_inside_a_bundle_changes_nothing(pair, rival):
    old = joining.membership_of(pair.secretariat).roster.raw
    revoke(pair, rival.device)
    assert pair.answer().refused == []
    raw = take_apart(pair.send_open(pair.secretariat, CENTRE))._replace(roster=old).signed_by(key_of(pair.secretariat))
    assert take(pair.centre, pair, raw) == []
    assert joining.membership_of(pair.centre).roster.is_revoked(rival.device)


def test_freeze_is_shown(pair):
    """Who keeps the newer files back cannot hide it: each peer stands with the day on which it was last heard of."""
    write_activity(pair.centre, "Un")
    assert sync_status(pair.centre).peers[0].last_heard is None
    pair.hand_over()
    pair.answer()
    heard = sync_status(pair.centre).peers[0].last_heard
    assert heard is not None
    for number in range(3):
        write_activity(pair.centre, f"Perdu {number}")
        pair.send(pair.centre, "secretariat")
    told = sync_status(pair.centre)
    assert (told.peers[0].last_heard, told.sent, told.merged < told.sent + told.received) == (heard, 3, True)


def test_fast_forward_of_the_roster_needs_the_root_key(pair, rival):
    place = joining.membership_of(rival)
    body = place.roster.body
    far = Body(body.deployment, 1 << 62, 0, body.release, body.centres, body.devices)
    for signers, roots in (([key_of(rival)], place.roots), ([key_of(rival)], Roots((key_of(rival).public,), 1))):
        forged = sign_roster(far, signers, roots)
        raw = take_apart(export_roster(rival, pair.folder()).path)._replace(roster=forged.raw).signed_by(key_of(rival))
        assert take(pair.centre, pair, raw) == ["roster.signature_wrong"]
    assert joining.membership_of(pair.centre).roster.number < 1 << 20


def test_fast_forward_of_the_clock_is_not_followed(pair):
    """A change from the year 9999 merges like any other, and drags nobody's clock along."""
    secretariat = pair.secretariat
    ahead = 253_380_000_000_000
    pair.centre.clock = lambda: ahead  # type: ignore[method-assign]
    identity = write_activity(pair.centre, "Demain")
    pair.hand_over()
    assert secretariat.record("activity", identity) is not None
    assert _hlc(secretariat) <= secretariat.clock() + DAY + 60_000
    assert _hlc(pair.centre) > secretariat.clock() + 1000 * DAY


def _hlc(desk: Desk) -> int:
    """The milliseconds of a desk's logical clock."""
    return int.from_bytes(desk.meta("hlc") or b"", "big") >> 16


def test_fast_forward_of_a_receipt_loses_nothing(pair, rival):
    """A receipt that claims to hold what nobody has written yet moves no mark: everything goes out all the same."""
    write_activity(pair.centre, "Un")
    pair.hand_over()
    true = take_apart(export_receipt(pair.secretariat, CENTRE, pair.folder()).path)
    chain = f"shared/{CENTRE}"
    ahead = {chain: [Head(pair.centre.replica, 1 << 40, b"\x55" * 32)]}
    assert take(pair.centre, pair, with_receipt(true, heads=ahead, nonce=bytes(16)).signed_by(key_of(pair.secretariat))) == []
    write_activity(pair.centre, "Deux")
    assert sync_status(pair.centre).received == 0
    manifest = manifest_of(take_apart(pair.send_open(pair.centre, "secretariat")))
    runs = [run for run in manifest.runs if manifest.chains[run.chain].audience == chain]
    assert [run.first for run in runs] == [1]


# --- the controls
def _unchecked(raw: bytes, *_: object, **__: object) -> roster.Roster:
    """A roster whose signatures nobody looked at."""
    roots, _signatures, _signed, body = roster._split(raw)
    return roster.Roster(raw, roots, roster._decode_body(body))


def test_where_receipts_met_are_forgotten_a_replayed_one_counts(pair, monkeypatch):
    true = receipt_store.take_receipt
    forgetful = receipt_store._INSERT.replace("INSERT", "INSERT OR REPLACE")
    monkeypatch.setattr(receipt_store, "take_receipt", lambda held, *one: true(replace(held, met=frozenset()), *one))
    monkeypatch.setattr(receipt_store, "_INSERT", forgetful)
    with pytest.raises(AssertionError):
        test_replayed_receipt_moves_nothing(pair)


@pytest.mark.parametrize(
    ("attack", "guard", "owners", "gone"),
    [
        (test_rollback_of_the_roster_alone_is_refused, "judge_roster", [alone], lambda *_: "newer"),
        (
            test_rollback_of_the_roster_inside_a_bundle_changes_nothing,
            "judge_roster",
            [membership, importing],
            lambda *_: "newer",
        ),
        (test_fast_forward_of_the_roster_needs_the_root_key, "verify_roster", [membership, alone], _unchecked),
        (test_fast_forward_of_the_clock_is_not_followed, "adopt", [intake], lambda _own, theirs, _wall: theirs),
    ],
)
def test_where_the_guard_is_gone_the_attack_succeeds(pair, rival, monkeypatch, attack, guard, owners, gone):
    for one in owners:
        monkeypatch.setattr(one, guard, gone)
    with pytest.raises(AssertionError):
        attack(*[pair, rival][: attack.__code__.co_argcount])
