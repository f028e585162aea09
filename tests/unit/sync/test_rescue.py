"""The laptop is gone; what is left is the printed page and the last sticks, and they are enough."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from baseldesk.desk.adopting import adopt_waiting
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.errors import BundleRefused, Cancelled
from baseldesk.i18n import translator
from baseldesk.reports.recovery_page import print_recovery_page
from baseldesk.sync import joining
from baseldesk.sync.bundle import export_bundle, import_bundle
from baseldesk.sync.membership import Membership
from baseldesk.sync.own_keys import root_keys
from baseldesk.sync.recovery import KeyPage, PrintedKey, make_key, read_page, register_key
from baseldesk.sync.recovery_page import tell_page, write_text
from baseldesk.sync.rescue import load_page, rescue
from baseldesk.sync.roster import sign_roster
from baseldesk.sync.sealing import ESCROW, new_identity
from baseldesk.sync.station import found_centre, found_secretariat
from baseldesk.sync.status import sync_status
from tests.unit.sync.conftest import Pair, enrol, write_activity


@pytest.fixture
def printed(pair: Pair) -> PrintedKey:
    """The centre's page, its key in the roster."""
    made = make_key(pair.centre)
    register_key(pair.centre, made)
    enrol(pair.secretariat, pair.centre)
    return made


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Desk]:
    """The laptop bought instead of the one that died."""
    with found_centre(tmp_path / "new", "BCRC-SEN", device_name="New laptop") as desk:
        yield desk


def nobody(words: str) -> None:
    """There is nobody who could compare words."""
    pytest.fail(f"asked to compare {words}")


def write_contact(desk: Desk) -> bytes:
    """What only the centre may see."""
    contact = desk.new_id()
    desk.save([Edit("contact", contact, {"person": "Moussa"})])
    return contact


def test_a_dead_laptops_centre_data_comes_back_from_its_own_stick_and_the_printed_page(
    pair: Pair, printed: PrintedKey, new: Desk
) -> None:
    contact, activity = write_contact(pair.centre), write_activity(pair.centre, "Atelier")
    stick = pair.send(pair.centre, "centre")
    page = read_page(write_text(tell_page(printed, translator("fr"))))
    shutil.rmtree(pair.centre.folder / "keys")

    done = rescue(new, [stick.parent], page, compare=nobody)
    assert done.refused == []
    held = new.record("contact", contact)
    assert held is not None
    assert held.values["person"] == "Moussa"
    assert new.record("activity", activity) is not None
    assert new.digest("centre", "BCRC-SEN").digest == pair.centre.digest("centre", "BCRC-SEN").digest

    enrol(pair.secretariat, new)
    new.save([Edit("activity", activity, {"title": {"en": "Workshop"}})])
    assert import_bundle(pair.secretariat, [pair.send(new, "secretariat")]).refused == []
    shown = pair.secretariat.record("activity", activity)
    assert shown is not None
    assert shown.values["title"] == {"fr": "Atelier", "en": "Workshop"}
    assert pair.secretariat.record("contact", contact) is None


def test_without_the_page_the_stick_stays_shut_and_nothing_is_left_behind(pair: Pair, printed: PrintedKey, new: Desk) -> None:
    write_contact(pair.centre)
    stick = pair.send(pair.centre, "centre")
    wrong = KeyPage(new_identity(), printed.words)
    assert [one.code for one in rescue(new, [stick], wrong, compare=nobody).refused] == ["seal.not_for_this_computer"]
    assert not [path for path in new.folder.rglob("*") if path.is_file() and b"Moussa" in path.read_bytes()]


def test_sticks_for_the_secretariat_come_home_too_with_the_page(pair: Pair, printed: PrintedKey, new: Desk) -> None:
    pair.answer()
    first = write_activity(pair.centre, "Un")
    one = pair.send(pair.centre, "secretariat")
    second = write_activity(pair.centre, "Deux")
    two = pair.send(pair.centre, "secretariat")
    enrol(pair.secretariat, new)
    assert [got.code for got in import_bundle(new, [one]).refused] == ["seal.not_for_this_computer"]
    done = import_bundle(new, [two, one], identities=[printed.identity])
    assert done.refused == []
    assert new.record("activity", first) is not None
    assert new.record("activity", second) is not None


def test_the_last_stick_opens_although_the_lost_key_was_withdrawn_and_a_person_accepts_the_rest(
    pair: Pair, printed: PrintedKey, new: Desk
) -> None:
    from tests.faults.victims import revoke

    activity = write_activity(pair.centre, "Atelier")
    pair.hand_over()
    contact = write_contact(pair.centre)  # the secretariat never heard of it, so no roster says that it stands
    stick, lost = pair.send(pair.centre, "centre"), pair.centre.device
    revoke(pair, lost)  # type: ignore[arg-type]
    enrol(pair.secretariat, new)
    done = rescue(new, [stick], read_page(printed.code()), compare=nobody)
    assert done.refused == []
    assert new.record("activity", activity) is not None
    assert new.record("contact", contact) is None
    assert adopt_waiting(new, lost) > 0
    assert new.record("contact", contact) is not None


def test_files_of_another_secretariat_than_the_pages_are_not_believed(
    pair: Pair, printed: PrintedKey, new: Desk, tmp_path: Path
) -> None:
    (tmp_path / "false").mkdir()
    with found_secretariat(tmp_path / "s2") as false, found_centre(tmp_path / "c2", "BCRC-SEN") as liar:
        enrol(false, liar)
        write_activity(liar, "Faux")
        forged = Pair(false, liar, tmp_path / "false").send(liar, "centre", encrypted=False)
    with pytest.raises(BundleRefused, match=r"recovery\.other_words"):
        rescue(new, [forged], read_page(printed.code()), compare=nobody)
    assert joining.read_membership(new) is None


def test_a_key_typed_without_its_words_needs_a_person_to_compare_them(pair: Pair, printed: PrintedKey, new: Desk) -> None:
    stick = pair.send(pair.centre, "centre")
    asked: list[str] = []

    def no(words: str) -> None:
        asked.append(words)
        raise Cancelled

    with pytest.raises(Cancelled):
        rescue(new, [stick], KeyPage(printed.identity), compare=no)
    assert asked == [printed.words]
    assert joining.read_membership(new) is None
    assert rescue(new, [stick], KeyPage(printed.identity), compare=nobody, words=printed.words.upper()).refused == []


def test_files_that_tell_of_no_secretariat_say_what_to_do(pair: Pair, printed: PrintedKey, new: Desk, tmp_path: Path) -> None:
    pair.hand_over()
    pair.answer()
    later = pair.send(pair.centre, "secretariat")
    with pytest.raises(BundleRefused, match=r"recovery\.no_roster"):
        rescue(new, [later], read_page(printed.code()), compare=nobody)


def sealed_part(file: Path, folder: Path) -> Path:
    """The age file inside a bundle, cut out by the offsets of its prefix."""
    raw = file.read_bytes()
    roster, header, payload = struct.unpack_from(">IIQ", raw, 44)
    start = 60 + roster + header
    cut = folder / f"{file.stem}.age"
    cut.write_bytes(raw[start : start + payload])
    return cut


def opens(page: PrintedKey, file: Path, folder: Path) -> bool:
    """Whether the standard age tool opens a bundle with a page."""
    (folder / "page.txt").write_text(write_text(tell_page(page, translator("zh"))), encoding="utf-8")
    command = ["age", "-d", "-i", str(folder / "page.txt"), str(sealed_part(file, folder))]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def escrow(pair: Pair, printed: PrintedKey) -> PrintedKey:
    """The secretariat's page; the centre has heard of it."""
    made = make_key(pair.secretariat, ESCROW)
    register_key(pair.secretariat, made)
    pair.answer()
    return made


@pytest.mark.skipif(not shutil.which("age"), reason="no age command")
def test_the_standard_age_tool_opens_with_each_page_what_that_page_is_for(
    pair: Pair, printed: PrintedKey, escrow: PrintedKey, tmp_path: Path
) -> None:
    write_contact(pair.centre)
    out, back, own = (
        pair.send(pair.centre, "secretariat"),
        pair.send(pair.secretariat, "BCRC-SEN"),
        pair.send(pair.centre, "centre"),
    )
    assert [opens(printed, one, tmp_path) for one in (out, back, own)] == [True, True, True]
    assert [opens(escrow, one, tmp_path) for one in (out, back, own)] == [True, True, False]
    assert not opens(make_key(pair.centre), own, tmp_path)


def test_the_escrow_takes_a_bundle_in_where_the_secretariats_own_key_is_lost(pair: Pair, escrow: PrintedKey) -> None:
    activity = write_activity(pair.centre, "Atelier")
    bundle = pair.send(pair.centre, "secretariat")
    (pair.secretariat.folder / "keys" / "device-age.key").write_text(f"{new_identity()}\n")
    assert [one.code for one in import_bundle(pair.secretariat, [bundle]).refused] == ["seal.not_for_this_computer"]
    assert rescue(pair.secretariat, [bundle], read_page(escrow.code()), compare=nobody).refused == []
    assert pair.secretariat.record("activity", activity) is not None


@pytest.mark.parametrize("kind", ["txt", "pdf", "png"])
def test_the_page_is_read_as_text_as_pdf_and_as_a_picture(tmp_path: Path, pair: Pair, kind: str) -> None:
    made = make_key(pair.centre)
    told, page = tell_page(made, translator("ar")), tmp_path / f"page.{kind}"
    if kind == "txt":
        page.write_text(write_text(told), encoding="utf-8")
    else:
        print_recovery_page(told, translator("ar"), tmp_path / "page.pdf")
    if kind == "png":
        import pypdfium2

        with pypdfium2.PdfDocument(tmp_path / "page.pdf") as document:
            document[0].render(scale=2).to_pil().save(page)
    assert load_page(page) == KeyPage(made.identity, made.words, "BCRC-SEN")


def test_nothing_is_decrypted_before_the_signature_is_found_good(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    write_activity(pair.centre, "Atelier")
    file = pair.send(pair.centre, "secretariat")
    raw = bytearray(file.read_bytes())
    raw[-100] ^= 1
    file.write_bytes(bytes(raw))
    monkeypatch.setattr("pyrage.decrypt_io", lambda *_: pytest.fail("decrypted"))
    assert [one.code for one in import_bundle(pair.secretariat, [file]).refused] == ["bundle.signature_wrong"]


def test_a_signed_bundle_whose_seal_is_cut_leaves_nothing_behind(pair: Pair) -> None:
    from baseldesk.sync import sealing

    def cut(plain: object, out: io.BytesIO, recipients: list[str], **_: object) -> None:
        whole = io.BytesIO()
        sealing_seal(plain, whole, recipients)  # type: ignore[arg-type]
        out.write(whole.getvalue()[:-20])

    sealing_seal = sealing.seal
    for number in range(200):
        write_activity(pair.centre, f"Atelier {number}")
    before = {path.relative_to(pair.secretariat.folder) for path in pair.secretariat.folder.rglob("*")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "seal", cut)
        file = pair.send(pair.centre, "secretariat")
    assert [one.code for one in import_bundle(pair.secretariat, [file]).refused] == ["seal.damaged"]
    assert pair.secretariat.rows(ListQuery("activity")) == []
    left = {path.relative_to(pair.secretariat.folder) for path in pair.secretariat.folder.rglob("*")}
    assert left - before <= {Path("desk.db-wal"), Path("desk.db-shm")}


def test_a_rescued_desk_is_not_registered_before_the_secretariat_says_so(pair: Pair, printed: PrintedKey, new: Desk) -> None:
    rescue(new, [pair.send(pair.centre, "centre")], read_page(printed.code()), compare=nobody)
    assert not sync_status(new).enrolled
    enrol(pair.secretariat, new)
    assert sync_status(new).enrolled


def without_keys(desk: Desk, place: Membership, *devices: bytes) -> Membership:
    """At the secretariat: a roster as of 0.1.0, in which these computers have no age key."""
    old = place.roster.body
    bare = [msgspec.structs.replace(one, recipient="") if one.key_id in devices else one for one in old.devices]
    body = msgspec.structs.replace(old, number=old.number + 1, devices=bare)
    return Membership(place.deployment, place.roots, sign_roster(body, root_keys(desk), place.roots))


def take(desk: Desk, place: Membership) -> None:
    """A roster takes effect."""
    with desk.write() as writer:
        joining.take_membership(desk, writer, place)


def test_after_an_upgrade_one_request_and_one_reply_bring_the_keys(pair: Pair) -> None:
    old = without_keys(pair.secretariat, joining.membership_of(pair.secretariat), pair.secretariat.device, pair.centre.device)
    for desk in (pair.secretariat, pair.centre):
        take(desk, old)
    activity = write_activity(pair.centre, "Atelier")
    with pytest.raises(BundleRefused, match=r"seal\.no_recipient"):
        pair.send(pair.centre, "secretariat")
    assert import_bundle(pair.secretariat, [pair.send(pair.centre, "secretariat", encrypted=False)]).refused == []
    enrol(pair.secretariat, pair.centre)
    assert import_bundle(pair.secretariat, [pair.send(pair.centre, "secretariat")]).refused == []
    assert pair.answer().refused == []
    assert pair.secretariat.record("activity", activity) is not None


def test_computers_that_cannot_open_it_are_named(pair: Pair, new: Desk) -> None:
    enrol(pair.secretariat, new)
    take(pair.secretariat, without_keys(pair.secretariat, joining.membership_of(pair.secretariat), new.device))
    (pair.stick / "out").mkdir()
    done = export_bundle(pair.secretariat, "BCRC-SEN", pair.stick / "out")
    assert done.cannot_open == ("BCRC-SEN/B New laptop",)
    file = done.files[0][0]
    assert [one.code for one in import_bundle(new, [file]).refused] == ["seal.not_for_this_computer"]
    assert import_bundle(pair.centre, [file]).refused == []
    assert export_bundle(pair.secretariat, "BCRC-SEN", pair.stick / "out", encrypted=False).cannot_open == ()


def test_with_two_laptops_a_whole_stick_rebuilds_the_centre_when_both_are_gone(
    pair: Pair, printed: PrintedKey, new: Desk, tmp_path: Path
) -> None:
    with found_centre(tmp_path / "second", "BCRC-SEN", device_name="Back office") as second:
        enrol(pair.secretariat, second)
        pair.answer()
        contact = write_contact(pair.centre)
        import_bundle(second, [pair.send(pair.centre, "centre")])
        import_bundle(pair.centre, [pair.send(second, "centre")])
        increment, whole = pair.send(pair.centre, "centre"), pair.send(pair.centre, "centre", everything=True)
    done = rescue(new, [increment], read_page(printed.code()), compare=nobody)
    assert (done.refused, new.record("contact", contact)) == ([], None)
    assert rescue(new, [whole], read_page(printed.code()), compare=nobody).refused == []
    assert new.record("contact", contact) is not None
