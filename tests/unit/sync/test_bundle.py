"""The whole way: what was saved arrives, once, in full, and a receipt comes home; what is not right changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import BundleRefused, Cancelled, UsageError
from baseldesk.sync import exporting, layout, parking
from baseldesk.sync.bundle import check_bundle, export_bundle, export_receipt, export_roster, import_bundle
from baseldesk.sync.diary import read_diary
from baseldesk.sync.joining import membership_of, take_membership
from baseldesk.sync.key_store import ROOT_KEY, keys_of
from baseldesk.sync.knowledge import Knowledge, Taken, take_receipt
from baseldesk.sync.membership import Membership
from baseldesk.sync.opening import open_desk
from baseldesk.sync.reached import Where
from baseldesk.sync.receipt import Receipt
from baseldesk.sync.record_states import record_states
from baseldesk.sync.roster import Revocation, sign_roster
from baseldesk.sync.station import found_centre, found_secretariat
from baseldesk.sync.status import sync_status
from tests.unit.sync.conftest import Pair, enrol, write_activity


def shared(desk: Desk) -> str:
    """The digest of what the centre shares."""
    return desk.digest("shared", "BCRC-SEN").digest


def everything(desk: Desk) -> list[tuple[str, list[tuple[object, ...]]]]:
    """All rows of the store."""
    tables = ("change", "chain", "leaf", "head", "record", "version", "receipt", "exchange", "parked", "device", "meta")
    with desk.read() as reader:
        return [(name, reader.rows(f"SELECT * FROM {name} ORDER BY 1, 2")) for name in tables]


def files_of(desk: Desk) -> list[str]:
    """The names of what lies in the desk's folder."""
    return sorted(str(one.relative_to(desk.folder)) for one in desk.folder.rglob("*") if not one.name.startswith("desk.db-"))


# --- the good way
def test_what_was_saved_arrives_and_both_are_equal(pair: Pair) -> None:
    write_activity(pair.centre, "Formation des douanes")
    done = pair.hand_over()
    assert done.changes == {"new": 3, "known": 0, "parked": 0}
    assert done.records == {"new": 3, "updated": 0, "conflict": 0, "needs_person": 0}
    assert (done.refused, done.kinds) == ([], frozenset({"activity", "officer", "centre"}))
    assert shared(pair.secretariat) == shared(pair.centre)
    assert pair.secretariat.digest("public") == pair.centre.digest("public")
    assert pair.secretariat.check() == pair.centre.check() == []


def test_the_same_bundle_again_is_a_no_op(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    file = pair.send(pair.centre, "secretariat")
    import_bundle(pair.secretariat, [file])
    before = shared(pair.secretariat)
    again = import_bundle(pair.secretariat, [file])
    assert (again.changes, again.records["new"]) == ({"new": 0, "known": 3, "parked": 0}, 0)
    assert shared(pair.secretariat) == before


def test_a_receipt_moves_work_to_received_and_makes_the_next_bundle_small(pair: Pair) -> None:
    identity = write_activity(pair.centre, "A")
    states = [record_states(pair.centre, [identity])[identity]]
    pair.hand_over()
    states.append(record_states(pair.centre, [identity])[identity])
    pair.answer()
    states.append(record_states(pair.centre, [identity])[identity])
    assert states == [Where.ONLY_HERE, Where.SENT, Where.RECEIVED]
    assert export_bundle(pair.centre, "secretariat", pair.stick).changes == 0
    assert export_bundle(pair.centre, "secretariat", pair.stick, everything=True).changes == 3


def test_status_counts_each_step(pair: Pair) -> None:
    def counts() -> tuple[int, int, int, int]:
        status = sync_status(pair.centre)
        return status.only_here, status.sent, status.received, status.merged

    write_activity(pair.centre, "A")
    assert counts() == (3, 0, 0, 0)
    pair.hand_over()
    assert counts() == (0, 3, 0, 0)
    pair.answer()
    assert counts() == (0, 0, 3, 3)
    write_activity(pair.centre, "B")
    assert counts() == (1, 0, 3, 3)
    assert sync_status(pair.centre).to_json()["peers"][0]["peer"] == "SECRETARIAT"


def test_a_lost_bundle_goes_again_with_the_next(pair: Pair) -> None:
    write_activity(pair.centre, "lost")
    pair.send(pair.centre, "secretariat")
    write_activity(pair.centre, "found")
    assert pair.hand_over().changes["new"] == 4


def test_a_receipt_that_travels_alone_counts_as_well(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    pair.hand_over()
    alone = export_receipt(pair.secretariat, "BCRC-SEN", pair.stick)
    assert import_bundle(pair.centre, [alone.path], rehearse=True).receipts == 1
    assert sync_status(pair.centre).received == 0
    assert import_bundle(pair.centre, [alone.path, alone.path]).receipts == 1
    assert sync_status(pair.centre).received == 3


def test_exporting_twice_gives_the_same_bytes(pair: Pair, tmp_path: Path) -> None:
    write_activity(pair.centre, "A")
    first, second = pair.send(pair.centre, "secretariat"), pair.send(pair.centre, "secretariat")
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()


def test_a_bundle_with_and_one_without_the_roster_have_names_of_their_own(pair: Pair) -> None:
    first = export_bundle(pair.secretariat, "BCRC-SEN", pair.stick)
    import_bundle(pair.secretariat, [export_receipt(pair.centre, "secretariat", pair.stick).path])
    second = export_bundle(pair.secretariat, "BCRC-SEN", pair.stick)
    assert first.changes == second.changes == 0
    assert first.bundle != second.bundle


def test_an_empty_bundle_is_small(pair: Pair) -> None:
    pair.hand_over()
    pair.answer()
    assert pair.send(pair.centre, "secretariat", encrypted=False).stat().st_size <= 600
    assert pair.send(pair.centre, "secretariat").stat().st_size <= 600 + 450


@pytest.mark.parametrize("number", list(layout.WRITE))
def test_every_layout_arrives(pair: Pair, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "BEST", number)
    write_activity(pair.centre, "A")
    assert pair.hand_over(smallest=True).changes["new"] == 3
    assert shared(pair.secretariat) == shared(pair.centre)


def test_two_laptops_of_a_centre_exchange_what_the_secretariat_never_sees(pair: Pair, tmp_path: Path) -> None:
    with found_centre(tmp_path / "c2", "BCRC-SEN", device_name="Back office") as other:
        contact = pair.centre.new_id()
        pair.centre.save([Edit("contact", contact, {"person": "Moussa"})])
        assert export_bundle(pair.centre, "centre", pair.stick).centre_left_out
        enrol(pair.secretariat, other)
        pair.answer()
        assert sync_status(pair.centre).centre_only_here == 1
        done = import_bundle(other, [pair.send(pair.centre, "centre")])
        assert done.changes["new"] == 3
        held = other.record("contact", contact)
        assert held is not None
        assert held.values["person"] == "Moussa"
        import_bundle(pair.centre, [pair.send(other, "centre")])
        assert sync_status(pair.centre).centre_only_here == 0
        pair.hand_over()
        assert pair.secretariat.record("contact", contact) is None


def test_a_laptop_carries_what_the_other_wrote(pair: Pair, tmp_path: Path) -> None:
    with found_centre(tmp_path / "c2", "BCRC-SEN") as other:
        enrol(pair.secretariat, other)
        pair.answer()
        identity = write_activity(pair.centre, "from the first")
        import_bundle(other, [pair.send(pair.centre, "centre")])
        import_bundle(pair.secretariat, [pair.send(other, "secretariat")])
        assert pair.secretariat.record("activity", identity) is not None


def test_both_edit_and_both_see_the_conflict_and_its_end(pair: Pair, tmp_path: Path) -> None:
    with found_centre(tmp_path / "c2", "BCRC-SEN") as other:
        enrol(pair.secretariat, other)
        pair.answer()
        identity = write_activity(pair.centre, "one")
        import_bundle(other, [pair.send(pair.centre, "centre")])
        write_activity(pair.centre, "two", identity)
        write_activity(other, "three", identity)
        assert import_bundle(other, [pair.send(pair.centre, "centre")]).records["conflict"] == 1
        import_bundle(pair.centre, [pair.send(other, "centre")])
        assert shared(other) == shared(pair.centre)
        write_activity(other, "four", identity)
        import_bundle(pair.centre, [pair.send(other, "centre")])
        held = pair.centre.record("activity", identity)
        assert held is not None
        assert (held.values["title"], held.conflicts) == ({"fr": "four"}, {})


def test_documents_go_along_within_the_budget_and_the_rest_later(pair: Pair, tmp_path: Path) -> None:
    hashes = []
    for size in (10, 100_000):
        (tmp_path / f"{size}.bin").write_bytes(os.urandom(size))
        saved = pair.centre.attach(tmp_path / f"{size}.bin", {"title": {"fr": "Doc"}})
        held = pair.centre.record("document", saved.records[0][1])
        assert held is not None
        hashes.append(held.values["hash"])
    exported = export_bundle(pair.centre, "secretariat", pair.stick, documents=1000)
    assert (exported.documents, exported.left_out) == (1, 1)
    assert import_bundle(pair.secretariat, [exported.files[0][0]]).documents == 1
    assert [pair.secretariat.documents.path(one) is not None for one in hashes] == [True, False]
    pair.answer()
    assert pair.hand_over().documents == 1
    assert [pair.secretariat.documents.path(one) is not None for one in hashes] == [True, True]


def test_a_document_that_compresses_travels_compressed(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text("the same again and again\n" * 10_000)
    pair.centre.attach(tmp_path / "d.txt", {"title": {"fr": "Doc"}})
    file = pair.send(pair.centre, "secretariat")
    assert file.stat().st_size < 10_000
    assert import_bundle(pair.secretariat, [file]).documents == 1


def test_a_rehearsal_shows_what_an_import_does_and_keeps_nothing(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text("document")
    pair.centre.attach(tmp_path / "d.txt", {"title": {"fr": "Doc"}})
    file = pair.send(pair.centre, "secretariat")
    before, names = everything(pair.secretariat), files_of(pair.secretariat)
    shown = import_bundle(pair.secretariat, [file], rehearse=True)
    assert (everything(pair.secretariat), files_of(pair.secretariat)) == (before, names)
    done = import_bundle(pair.secretariat, [file])
    assert (shown.changes, shown.records, shown.documents) == (done.changes, done.records, done.documents)


def test_the_diary_tells_of_both_ways(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    pair.hand_over()
    pair.answer()
    assert [(one.direction, one.peer, one.outcome) for one in read_diary(pair.centre)] == [
        ("in", "SECRETARIAT", "done"),
        ("out", "SECRETARIAT", "done"),
    ]


def test_a_file_is_found_under_any_name_in_any_folder(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    file = pair.send(pair.centre, "secretariat")
    (pair.stick / "holiday").mkdir()
    file.rename(pair.stick / "holiday" / "bundle (1).dat")
    (pair.stick / "letter.txt").write_text("not ours")
    assert import_bundle(pair.secretariat, [pair.stick]).changes["new"] == 3


def test_checking_changes_nothing(pair: Pair) -> None:
    file = pair.send(pair.centre, "secretariat")
    before = everything(pair.secretariat)
    checked = check_bundle(pair.secretariat, file)
    assert (checked.ok, checked.sender, checked.to, checked.changes) == (True, "BCRC-SEN", "SECRETARIAT", 2)
    assert everything(pair.secretariat) == before


# --- what is not right
def spoil(pair: Pair, bend: Callable[[bytes], bytes]) -> str:
    """The code with which an altered bundle is refused; the store must be as before and nothing left behind."""
    write_activity(pair.centre, "A")
    file = pair.send(pair.centre, "secretariat")
    file.write_bytes(bend(file.read_bytes()))
    before, names = everything(pair.secretariat), files_of(pair.secretariat)
    done = import_bundle(pair.secretariat, [file])
    assert (everything(pair.secretariat), files_of(pair.secretariat)) == (before, names)
    assert done.bundles == []
    assert done.refused[0].error.params["file"] == file.name
    return done.refused[0].code


@pytest.mark.parametrize(
    ("bend", "code"),
    [
        (lambda raw: raw[:-1], "bundle.truncated"),
        (lambda raw: raw + b"\0", "bundle.trailing_bytes"),
        (lambda raw: raw[:-100] + bytes([raw[-100] ^ 1]) + raw[-99:], "bundle.signature_wrong"),
        (lambda raw: raw[:200] + bytes([raw[200] ^ 1]) + raw[201:], "roster.signature_wrong"),
        (lambda raw: b"hello", "bundle.not_ours"),
        (lambda raw: raw[:12] + bytes(16) + raw[28:], "bundle.foreign_deployment"),
    ],
)
def test_a_damaged_bundle_changes_nothing(pair: Pair, bend: Callable[[bytes], bytes], code: str) -> None:
    assert spoil(pair, bend) == code


def test_one_bad_file_does_not_keep_the_good_one_out(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    good = pair.send(pair.centre, "secretariat")
    (good.parent / "A-BAD").write_bytes(good.read_bytes()[:-3])
    done = import_bundle(pair.secretariat, [good.parent])
    assert (done.changes["new"], [one.code for one in done.refused]) == (3, ["bundle.truncated"])


def test_a_bundle_for_somebody_else_is_refused(pair: Pair, tmp_path: Path) -> None:
    with found_centre(tmp_path / "e", "BCRC-EGY") as egypt:
        enrol(pair.secretariat, egypt)
        file = pair.send(pair.centre, "secretariat")
        assert [one.code for one in import_bundle(egypt, [file]).refused] == ["bundle.not_addressed"]


def test_a_bundle_of_another_deployment_is_refused(pair: Pair, tmp_path: Path) -> None:
    with found_secretariat(tmp_path / "s2") as stranger:
        file = pair.send(pair.centre, "secretariat")
        assert [one.code for one in import_bundle(stranger, [file]).refused] == ["bundle.foreign_deployment"]


def test_a_desk_that_is_not_registered_says_first_what_is_wrong_with_a_file(pair: Pair, tmp_path: Path) -> None:
    good = pair.send(pair.centre, "secretariat")
    raw = good.read_bytes()
    (tmp_path / "altered").write_bytes(raw[:-100] + bytes([raw[-100] ^ 1]) + raw[-99:])
    (tmp_path / "cut").write_bytes(raw[:-40])
    (tmp_path / "letter.txt").write_text("Dear colleagues")
    with found_centre(tmp_path / "new", "BCRC-EGY") as alone:
        refused = import_bundle(alone, [tmp_path / one for one in ("altered", "cut", "letter.txt")], rehearse=True).refused
        assert [one.code for one in refused] == ["bundle.signature_wrong", "bundle.truncated", "bundle.not_ours"]
        for files in ([tmp_path / "cut", good], []):
            with pytest.raises(BundleRefused, match=r"sync\.not_enrolled"):
                import_bundle(alone, files)


def test_a_desk_that_is_not_registered_neither_sends_nor_takes(pair: Pair, tmp_path: Path) -> None:
    with found_centre(tmp_path / "new", "BCRC-EGY") as alone:
        write_activity(alone, "A")
        with pytest.raises(BundleRefused, match=r"sync\.not_enrolled"):
            export_bundle(alone, "secretariat", pair.stick)
        assert sync_status(alone).only_here == 2
        enrol(pair.secretariat, alone)
        file = pair.send(alone, "secretariat")
        assert import_bundle(pair.secretariat, [file]).changes["new"] == 2


def test_an_addressee_must_be_registered(pair: Pair) -> None:
    with pytest.raises(UsageError, match=r"sync\.addressee_unknown"):
        export_bundle(pair.centre, "BCRC-XYZ", pair.stick)


def test_an_export_that_is_stopped_leaves_nothing(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    names = files_of(pair.centre)
    with pytest.raises(Cancelled):
        export_bundle(pair.centre, "secretariat", pair.stick, cancelled=lambda: True)
    assert list(pair.stick.iterdir()) == []
    assert files_of(pair.centre) == names


def test_an_import_that_is_stopped_changes_nothing(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    file = pair.send(pair.centre, "secretariat")
    before = everything(pair.secretariat)
    answers = iter([False])
    with pytest.raises(Cancelled):
        import_bundle(pair.secretariat, [file], cancelled=lambda: next(answers, True))
    assert everything(pair.secretariat) == before


def test_signed_content_that_contradicts_itself_is_refused_and_told_to_the_sender(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_activity(pair.centre, "A")
    real = layout.WRITE[layout.PLAIN]
    monkeypatch.setattr(layout, "BEST", layout.PLAIN)
    monkeypatch.setitem(layout.WRITE, layout.PLAIN, lambda runs, chains, feed, base: real(runs, chains, list(feed)[::-1]))
    file = pair.send(pair.centre, "secretariat")
    before = shared(pair.secretariat)
    assert [one.code for one in import_bundle(pair.secretariat, [file]).refused] == ["bundle.run_broken"]
    assert shared(pair.secretariat) == before
    monkeypatch.undo()
    pair.answer()
    assert sync_status(pair.centre).peers[0].refused == ["bundle.run_broken"]


def test_a_head_signed_by_another_key_is_refused(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    write_activity(pair.centre, "A")
    monkeypatch.setattr("baseldesk.sync.own_heads.head_message", lambda *_: b"something else")
    with pair.centre.write() as writer:
        writer.run("DELETE FROM head")
    file = pair.send(pair.centre, "secretariat")
    assert [one.code for one in import_bundle(pair.secretariat, [file]).refused] == ["bundle.head_signature_wrong"]


# --- rosters on the way
def next_roster(secretariat: Desk, **changed: object) -> Membership:
    """The next roster of the deployment, signed by its root key."""
    place = membership_of(secretariat)
    root = keys_of(secretariat.folder).load(ROOT_KEY)
    assert root is not None
    body = msgspec.structs.replace(place.roster.body, **{"number": place.roster.number + 1, **changed})
    return Membership(place.deployment, place.roots, sign_roster(body, [root], place.roots))


def test_a_new_roster_rides_along_where_the_receipt_names_a_lower_one(pair: Pair, tmp_path: Path) -> None:
    pair.hand_over()
    with found_centre(tmp_path / "e", "BCRC-EGY") as egypt:
        enrol(pair.secretariat, egypt)
    assert membership_of(pair.centre).roster.number == 2
    pair.answer()
    assert membership_of(pair.centre).roster.number == 3


def test_a_roster_that_travels_alone_goes_forward_only(pair: Pair, tmp_path: Path) -> None:
    old = export_roster(pair.secretariat, pair.stick).path
    with found_centre(tmp_path / "e", "BCRC-EGY") as egypt:
        enrol(pair.secretariat, egypt)
    new = export_roster(pair.secretariat, pair.stick).path
    assert import_bundle(pair.centre, [new], rehearse=True).rosters == 1
    assert membership_of(pair.centre).roster.number == 2, "a rehearsal changes nothing"
    assert [import_bundle(pair.centre, [one]).rosters for one in (old, new, new)] == [0, 1, 0]
    assert [one.code for one in import_bundle(pair.centre, [old]).refused] == ["roster.older"]
    place = next_roster(pair.secretariat, number=membership_of(pair.secretariat).roster.number, release=2)
    with pair.secretariat.write() as writer:
        take_membership(pair.secretariat, writer, place)
    rival = export_roster(pair.secretariat, pair.stick).path
    assert [one.code for one in import_bundle(pair.centre, [rival]).refused] == ["roster.rival"]
    assert membership_of(pair.centre).roster.body.release == 1


def test_a_revoked_laptop_is_not_listened_to_even_with_an_old_roster(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    file = pair.send(pair.centre, "secretariat", everything=True)
    place = next_roster(pair.secretariat, revocations=[Revocation(pair.centre.device, 3)])
    with pair.secretariat.write() as writer:
        take_membership(pair.secretariat, writer, place)
    assert [one.code for one in import_bundle(pair.secretariat, [file]).refused] == ["bundle.signer_revoked"]
    assert membership_of(pair.secretariat).roster.number == 3


def test_work_of_a_computer_not_in_the_roster_is_set_aside_until_it_is(pair: Pair, tmp_path: Path) -> None:
    with found_centre(tmp_path / "c2", "BCRC-SEN") as other:
        enrol(pair.secretariat, other)
        newer = membership_of(pair.secretariat)
        identity = write_activity(other, "by the new laptop")
        pair.answer()
        import_bundle(pair.centre, [pair.send(other, "centre")])
        old = membership_of(pair.centre)
        body = msgspec.structs.replace(old.roster.body, devices=[one for one in old.roster.body.devices if one.letter == "A"])
        root = keys_of(pair.secretariat.folder).load(ROOT_KEY)
        assert root is not None
        narrow = Membership(old.deployment, old.roots, sign_roster(body, [root], old.roots))
        with pair.secretariat.write() as writer:  # as if the secretariat had lost the roster that names the new laptop
            take_membership(pair.secretariat, writer, narrow)
    file = pair.send(pair.centre, "secretariat")
    done = import_bundle(pair.secretariat, [file])
    assert done.changes["parked"] == 2
    assert pair.secretariat.record("activity", identity) is None
    assert sync_status(pair.secretariat).parked == 2
    with pair.secretariat.write() as writer:
        take_membership(pair.secretariat, writer, newer)
    assert pair.secretariat.record("activity", identity) is not None
    assert sync_status(pair.secretariat).parked == 0


# --- restored and cloned
def test_a_restored_disk_image_gets_its_work_back_and_goes_on_under_a_new_id(pair: Pair, state_folder: Path) -> None:
    """Nothing on the disk betrays an image of the whole disk; an own change that comes back from elsewhere does."""
    write_activity(pair.centre, "before")
    pair.hand_over()
    folder, before = pair.centre.folder, pair.centre.replica
    pair.centre.close()
    image = {one: one.read_bytes() for one in (folder / "desk.db", *(state_folder / "anchors").iterdir())}
    with open_desk(folder) as desk:
        lost = write_activity(desk, "after the image")
        import_bundle(pair.secretariat, [Pair(pair.secretariat, desk, pair.stick).send(desk, "secretariat")])
    for one, content in image.items():
        one.write_bytes(content)
    with open_desk(folder) as desk:
        restored = Pair(pair.secretariat, desk, pair.stick)
        write_activity(desk, "a second branch")
        assert desk.replica == before
        restored.hand_over()
        restored.answer()
        assert desk.record("activity", lost) is not None
        assert desk.replica != before
        write_activity(desk, "in the new incarnation")
        restored.hand_over()
        restored.answer()
        assert shared(pair.secretariat) == shared(desk)
        status = sync_status(desk)
        assert (status.only_here, status.sent) == (0, 0)


def test_the_name_of_a_bundle_suits_every_file_system() -> None:
    name = exporting.file_name("BCRC-SEN", "SECRETARIAT", bytes(range(16)))
    assert name == "BCRC-SEN-TO-SECRETARIAT-00010203.BDESK"


# --- what the founders asked for
def test_a_receipt_given_before_the_desk_was_opened_never_serves_again(pair: Pair, tmp_path: Path) -> None:
    """A secretariat put back from a backup, unnoticed, must not give out a receipt that the centre has met already."""
    write_activity(pair.centre, "Atelier")
    pair.hand_over()
    export_receipt(pair.secretariat, "BCRC-SEN", tmp_path / "first")
    export_receipt(pair.secretariat, "BCRC-SEN", tmp_path / "again")
    assert (tmp_path / "first").read_bytes() == (tmp_path / "again").read_bytes()
    folder = pair.secretariat.folder
    pair.secretariat.close()
    with open_desk(folder) as opened:
        export_receipt(opened, "BCRC-SEN", tmp_path / "later")
    assert (tmp_path / "first").read_bytes() != (tmp_path / "later").read_bytes()


def test_what_made_the_desk_cannot_be_undone(tmp_path: Path) -> None:
    with found_centre(tmp_path / "new", "BCRC-SEN", officer_name="Officer") as desk:
        assert desk.undo() is None
        write_activity(desk, "Atelier")
        assert desk.undo() is not None
        assert desk.undo() is None


def test_work_with_personal_values_is_set_aside_whole(pair: Pair) -> None:
    leaves = {1: b"leaf", 300: b"another"}
    held = parking.Parked(b"i" * 32, "shared/BCRC-SEN", b"raw", leaves, b"t" * 32, 7, b"s" * 64)
    with pair.centre.write() as writer:
        parking.park(writer, b"d" * 16, [held])
    with pair.centre.read() as reader:
        assert parking.parked_places(reader) == [held]


def test_the_own_receipt_that_comes_back_after_a_new_beginning_is_no_news() -> None:
    given = receipt_of_centre(b"old".ljust(16))
    held = Knowledge(("BCRC-SEN", b"new".ljust(16)), sent=frozenset([b"hash"]))
    assert take_receipt(held, given, b"hash") == (held, Taken.OWN)


def receipt_of_centre(replica: bytes) -> Receipt:
    """What a replica of this centre gave out."""
    return Receipt(bytes(16), "BCRC-SEN", "BCRC-SEN", replica, [], {})
