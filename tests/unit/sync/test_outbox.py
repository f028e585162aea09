"""The last bundle per addressee lies ready until it has arrived: the same bytes again cost nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import BundleRefused, Cancelled, DeskError, MediumError, UsageError
from baseldesk.sync import medium, outbox, sending
from baseldesk.sync.bundle import export_bundle, import_bundle, write_again
from baseldesk.sync.diary import read_diary
from baseldesk.sync.forgetting import forget
from baseldesk.sync.outbox import Kept
from tests.unit.sync.conftest import Pair, write_activity


def write_much(desk: Desk, size: int = 30_000) -> bytes:
    """An activity that does not compress to less than half of these bytes."""
    return write_activity(desk, os.urandom(size // 2).hex())


def files_in(desk: Desk) -> list[str]:
    """What lies in the outbox."""
    root = desk.folder / "outbox"
    return sorted(str(one.relative_to(root)) for one in root.rglob("*") if one.is_file())


def kept(desk: Desk) -> Kept:
    """The one bundle in the outbox."""
    (only,) = outbox.list_kept(desk)
    return only


def test_what_was_exported_is_kept_byte_for_byte(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    file = pair.send(pair.centre, "secretariat")
    assert [one.read_bytes() for one in kept(pair.centre).files] == [file.read_bytes()]
    assert (kept(pair.centre).about.to, kept(pair.centre).about.changes) == ("SECRETARIAT", 3)
    assert kept(pair.centre).size == file.stat().st_size


def test_the_same_content_is_sealed_only_once(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    write_activity(pair.centre, "A")
    first = pair.send(pair.centre, "secretariat")
    monkeypatch.setattr(sending, "sealing", None)
    assert pair.send(pair.centre, "secretariat").read_bytes() == first.read_bytes()
    monkeypatch.undo()
    assert pair.send(pair.centre, "secretariat", recovery=1).read_bytes() != first.read_bytes()


def test_a_receipt_that_covers_it_whole_empties_the_outbox(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    pair.hand_over()
    kept(pair.centre)
    pair.answer()
    assert outbox.list_kept(pair.centre) == []
    assert files_in(pair.centre) == []


def test_a_receipt_that_does_not_cover_it_leaves_it(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    pair.hand_over()
    write_activity(pair.centre, "B")
    pair.send(pair.centre, "secretariat")
    pair.answer()
    assert kept(pair.centre).about.changes == 4


def test_a_bundle_made_after_the_receipt_waits_for_the_next_one(pair: Pair) -> None:
    """«Everything again» for a rebuilt computer is covered by old receipts at once: they must not count."""
    write_activity(pair.centre, "A")
    pair.hand_over()
    pair.answer()
    pair.send(pair.centre, "secretariat", everything=True)
    pair.answer()
    assert kept(pair.centre).about.changes == 3
    pair.secretariat.given_receipts.clear()  # as after the secretariat has opened its desk once more
    pair.answer()
    assert outbox.list_kept(pair.centre) == [], "the receipt that came since covers it"


def test_a_document_that_is_still_missed_keeps_it(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "d.bin").write_bytes(os.urandom(1000))
    pair.centre.attach(tmp_path / "d.bin", {"title": {"fr": "Doc"}})
    import_bundle(pair.secretariat, [export_bundle(pair.centre, "secretariat", pair.stick, documents="none").files[0][0]])
    pair.send(pair.centre, "secretariat")
    pair.answer()
    assert kept(pair.centre).about.documents == 1
    pair.hand_over()
    pair.answer()
    assert outbox.list_kept(pair.centre) == []


def test_the_next_bundle_takes_its_place(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    pair.send(pair.centre, "secretariat")
    write_activity(pair.centre, "B")
    pair.send(pair.centre, "secretariat")
    assert kept(pair.centre).about.changes == 4
    assert len(files_in(pair.centre)) == 2


def test_one_part_again_is_the_same_file(pair: Pair, tmp_path: Path) -> None:
    write_much(pair.centre)
    done = export_bundle(pair.centre, "secretariat", pair.stick, max_part=4000, recovery=2)
    again = write_again(pair.centre, "secretariat", tmp_path / "again", [2])
    assert (done.parts, done.needed) == (len(done.files), len(done.files) - 2)
    assert [one.name for one, _ in again.files] == [f"again-{2:0{len(str(done.parts))}}-OF-{done.parts}"]
    assert again.files[0][0].read_bytes() == done.files[1][0].read_bytes()
    assert again.bundle == done.bundle
    with pytest.raises(UsageError, match=r"outbox\.no_such_part"):
        write_again(pair.centre, "secretariat", tmp_path, [99])


def test_nothing_kept_is_told(pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"outbox\.empty"):
        write_again(pair.centre, "secretariat", tmp_path)


def test_a_pulled_stick_costs_nothing(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two parts are on the stick when it is pulled; the next try writes the others and finds these two whole."""
    write_much(pair.centre)
    calls = iter(range(100))

    def pulled(path: Path) -> object:
        if path.parent == pair.stick and next(calls) >= 2:
            raise OSError(5, "Input/output error")
        return medium_read(path)

    medium_read = medium.read_from_medium
    monkeypatch.setattr(medium, "read_from_medium", pulled)
    with pytest.raises(MediumError, match=r"medium\.gone"):
        export_bundle(pair.centre, "secretariat", pair.stick, max_part=8000)
    monkeypatch.undo()
    before = {one.name: one.stat().st_mtime_ns for one in pair.stick.iterdir()}
    done = export_bundle(pair.centre, "secretariat", pair.stick, max_part=8000)
    assert len(before) >= 2
    assert {one.name: one.stat().st_mtime_ns for one in pair.stick.iterdir() if one.name in before} == before
    assert import_bundle(pair.secretariat, [one for one, _ in done.files]).changes["new"] == 3


def test_another_bundle_of_that_name_on_the_stick_is_left_as_it_is(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    first = export_bundle(pair.centre, "secretariat", pair.stick).files[0][0]
    held = first.read_bytes()
    second = export_bundle(pair.centre, "secretariat", pair.stick, encrypted=False).files[0][0]
    assert first.name != second.name
    assert first.read_bytes() == held


def test_what_the_disk_damaged_is_told_and_made_anew(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    pair.send(pair.centre, "secretariat")
    file = kept(pair.centre).files[0]
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(MediumError, match=r"outbox\.damaged"):
        pair.send(pair.centre, "secretariat")
    assert import_bundle(pair.secretariat, [pair.send(pair.centre, "secretariat")]).changes["new"] == 3


def test_what_was_half_written_is_removed_with_the_next_export(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    half = pair.centre.folder / "outbox" / "SECRETARIAT" / ".new-0badcafe"
    half.mkdir(parents=True)
    (half / "file").write_bytes(b"half")
    assert outbox.list_kept(pair.centre) == []
    pair.send(pair.centre, "secretariat")
    assert not half.exists()
    kept(pair.centre)


def test_an_export_that_breaks_off_leaves_the_bundle_before(pair: Pair) -> None:
    write_activity(pair.centre, "A")
    pair.send(pair.centre, "secretariat")
    before, names = kept(pair.centre), files_in(pair.centre)
    write_activity(pair.centre, "B")
    answers = iter([False])
    with pytest.raises(Cancelled):
        export_bundle(pair.centre, "secretariat", pair.stick, cancelled=lambda: next(answers, True))
    assert (kept(pair.centre), files_in(pair.centre)) == (before, names)


def test_a_full_disk_of_this_computer_is_not_a_full_stick(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    write_activity(pair.centre, "A")

    def full(target: Path, write: object) -> object:
        raise MediumError("medium.full", file=target.name, folder="")

    monkeypatch.setattr(sending, "write_file", full)
    with pytest.raises(DeskError, match=r"desk\.disk_full"):
        export_bundle(pair.centre, "secretariat", pair.stick)


def test_what_is_erased_is_withdrawn(pair: Pair) -> None:
    contact, other = pair.centre.new_id(), pair.centre.new_id()
    pair.centre.save([Edit("officer", contact, {"name": "Moussa", "user": "00" * 8})])
    pair.send(pair.centre, "secretariat")
    forget(pair.centre, [other])
    assert contact in kept(pair.centre).about.personal
    forget(pair.centre, [contact])
    assert files_in(pair.centre) == []


def test_erasing_at_the_desk_reaches_the_outbox_before_anything_is_destroyed(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = pair.centre.new_id()
    pair.centre.save([Edit("officer", officer, {"name": "Moussa", "user": "00" * 8})])
    pair.send(pair.centre, "secretariat")
    monkeypatch.setattr("baseldesk.desk.erasing._destroy", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        pair.centre.erase("officer", officer)
    assert files_in(pair.centre) == []
    monkeypatch.undo()
    pair.send(pair.centre, "secretariat")
    pair.centre.erase("officer", officer)
    assert files_in(pair.centre) == []
    pair.send(pair.centre, "secretariat")
    assert officer not in kept(pair.centre).about.personal


def test_what_was_kept_at_the_very_moment_of_an_erase_is_withdrawn_by_the_next_export(pair: Pair) -> None:
    officer = pair.centre.new_id()
    pair.centre.save([Edit("officer", officer, {"name": "Moussa", "user": "00" * 8})])
    pair.send(pair.centre, "secretariat")
    pair.centre.before_erasing.clear()
    pair.centre.erase("officer", officer)
    outbox.tidy(pair.centre)
    assert files_in(pair.centre) == []


def test_the_diary_tells_parts_and_what_went_again(pair: Pair, tmp_path: Path) -> None:
    write_much(pair.centre)
    done = export_bundle(pair.centre, "secretariat", pair.stick, max_part=8000, recovery=1)
    write_again(pair.centre, "secretariat", tmp_path, [1])
    again, out = read_diary(pair.centre)
    assert (out.kind, out.detail["parts"], out.detail["needed"], len(out.detail["files"])) == (
        "bundle",
        done.parts,
        done.parts - 1,
        done.parts,
    )
    assert (again.kind, again.bundle, len(again.detail["files"])) == ("part", out.bundle, 1)


def test_nobody_to_seal_to_is_told_and_writing_it_readable_must_be_asked_for(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    write_activity(pair.centre, "A")
    monkeypatch.setattr("baseldesk.sync.sealing.is_recipient", lambda text: False)
    with pytest.raises(BundleRefused, match=r"seal\.no_recipient"):
        pair.send(pair.centre, "secretariat")
    assert pair.hand_over(encrypted=False).changes["new"] == 3


def test_a_bundle_is_sealed_unless_a_person_wants_otherwise(pair: Pair) -> None:
    write_activity(pair.centre, "Formation")
    assert export_bundle(pair.centre, "secretariat", pair.stick).encrypted
    raw = pair.send(pair.centre, "secretariat").read_bytes()
    assert b"age-encryption.org/v1" in raw
    plain = export_bundle(pair.centre, "secretariat", pair.stick, encrypted=False)
    assert not plain.encrypted
    assert b"age-encryption.org" not in plain.files[0][0].read_bytes()


def test_progress_goes_forward_to_its_end(pair: Pair) -> None:
    write_much(pair.centre)
    seen: list[tuple[int, int]] = []
    export_bundle(pair.centre, "secretariat", pair.stick, max_part=8000, progress=lambda *one: seen.append(one))
    assert seen == sorted(set(seen))
    assert seen[-1] == (1000, 1000)


def test_copying_to_the_stick_can_be_stopped_within_a_file_and_leaves_nothing_half(pair: Pair) -> None:
    write_much(pair.centre)
    pair.send(pair.centre, "secretariat")
    answers = iter([False])
    with pytest.raises(Cancelled):
        write_again(pair.centre, "secretariat", pair.stick, cancelled=lambda: next(answers, True))
    assert [one for one in pair.stick.iterdir() if one.is_file()] == []
    kept(pair.centre)
