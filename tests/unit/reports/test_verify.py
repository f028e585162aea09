"""Printed pages, verified without a network: genuine, outdated, altered, or signed by nobody who is known."""

import random
import zlib
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from PIL import Image

from baseldesk.desk.shown import Edit
from baseldesk.errors import FileRefused
from baseldesk.i18n import translator
from baseldesk.reports import certificate_code, page_code, printed_file
from baseldesk.reports.activity_batch import compose_activities
from baseldesk.reports.certificate import certificate_number
from baseldesk.reports.certificate_code import Certified
from baseldesk.reports.document import render
from baseldesk.reports.kinds import print_report
from baseldesk.reports.printed_file import BEGINS, read_printed
from baseldesk.reports.record_state import state_of
from baseldesk.reports.request import Period, Request
from baseldesk.reports.verify import Verdict, Why, is_ours, verify_symbols, worst
from baseldesk.reports.verify_words import tell_finding, tell_unread
from baseldesk.sync import code_reading, issuing
from baseldesk.sync.code_reading import read_first_pages, read_page_by_page
from baseldesk.sync.own_keys import root_keys
from baseldesk.sync.signers import signers_of
from baseldesk.sync.station import found_centre, found_secretariat
from tests.conftest import START, ticking
from tests.unit.reports.scans import scan, wear
from tests.unit.sync.conftest import Pair, enrol, key

EN = translator("en")


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("verify")
    (folder / "stick").mkdir()
    with (
        found_secretariat(folder / "s", device_name="Geneva") as secretariat,
        found_centre(folder / "c", "BCRC-SEN", device_name="Front", officer_name="O", clock=ticking(START)) as centre,
    ):
        enrol(secretariat, centre)
        yield Pair(secretariat, centre, folder / "stick")


@pytest.fixture(scope="module")
def activity(pair):
    return write(pair.centre)


def write(desk):
    identity = desk.new_id()
    values = {"title": {"fr": "Atelier"}, "city": "Dakar", "publish": "yes"}
    desk.save([Edit("activity", identity, values), Edit("headcount", desk.new_id(), {"activity": identity, "women": 7})])
    return identity


@pytest.fixture(scope="module")
def printed(pair, activity):
    """The report of the activity as it was first printed."""
    return report(pair.centre, activity, pair.stick / "report.pdf")


def report(desk, activity, path, **options):
    return print_report(desk, Request("activity", (activity,), options=options), EN, path).path


def verify(desk, path, key_of=None):
    file = read_printed(path) if path.suffix == ".pdf" else None
    symbols = [one for page in read_page_by_page(path, is_ours) for one in page]
    return verify_symbols(desk, symbols, key_of or signers_of(desk), file, "en")


def verdicts(desk, path):
    return {(one.verdict, one.why) for one in verify(desk, path)}


def test_a_file_and_a_poor_scan_of_its_page_are_genuine(pair, printed, activity, tmp_path):
    (found,) = verify(pair.centre, printed)
    assert (found.verdict, found.why, found.record, found.in_file) == (Verdict.GENUINE, Why.CURRENT, activity, True)
    assert (found.organisation, found.title) == ("BCRC-SEN", "Atelier")
    wear(scan(printed)).save(tmp_path / "page.jpg")
    (seen,) = verify(pair.centre, tmp_path / "page.jpg")
    assert (seen.verdict, seen.page, seen.in_file) == (Verdict.GENUINE, 1, False)
    assert "Only the code was read" in " ".join(tell_finding(seen, EN))


def test_pages_whose_codes_were_not_read_are_told(printed, monkeypatch):
    whole = read_first_pages(printed, is_ours)
    assert whole.pages_read == whole.pages == 3
    assert tell_unread(whole.pages_read, whole.pages, EN) == ""
    monkeypatch.setattr(code_reading, "MOST_PAGES", 1)
    first = read_first_pages(printed, is_ours)
    assert (first.pages_read, first.pages, first.all_symbols) == (1, 3, whole.symbols[0])
    assert tell_unread(first.pages_read, first.pages, EN) == "Only the codes of the first 1 of 3 pages were read."


def test_the_same_report_is_the_same_file(pair, printed, activity, tmp_path):
    again = report(pair.centre, activity, tmp_path / "again.pdf")
    assert again.read_bytes() == printed.read_bytes()


def test_what_has_changed_since_is_outdated_and_what_has_not_come_is_not(pair, tmp_path):
    activity = write(pair.centre)
    first = report(pair.centre, activity, tmp_path / "first.pdf")
    assert verdicts(pair.secretariat, first) == {(Verdict.GENUINE, Why.NOT_HERE)}
    pair.hand_over()
    assert verdicts(pair.secretariat, first) == {(Verdict.GENUINE, Why.CURRENT)}
    (headcount,) = pair.centre.find("headcount", activity=activity)
    pair.centre.save([Edit("headcount", headcount.id, {"women": 8})])
    second = report(pair.centre, activity, tmp_path / "second.pdf")
    assert verdicts(pair.centre, first) == {(Verdict.OUTDATED, Why.NEWER_HERE)}
    assert verdicts(pair.secretariat, second) == {(Verdict.GENUINE, Why.OLDER_HERE)}
    pair.centre.save([Edit("activity", activity, life=False)])
    assert verdicts(pair.centre, second) == {(Verdict.OUTDATED, Why.NOT_HERE)}


def test_what_stays_at_the_centre_makes_no_report_outdated(pair, activity, printed):
    pair.centre.save([Edit("participant", pair.centre.new_id(), {"activity": activity, "name": "Somebody"})])
    assert verdicts(pair.centre, printed) == {(Verdict.GENUINE, Why.CURRENT)}


def change_data(pdf):
    pdf.attachments["report.json"].get_file().obj.write(b'{"report": {}}')


def change_words(pdf):
    whole = pdf.pages[0].Contents.read_bytes()
    place = whole.index(b"TJ")
    pdf.pages[0].Contents = pdf.make_stream(whole[:place].rpartition(b"<")[0] + b"<0001>]" + whole[place:])


def add_before_the_code(pdf):
    whole = pdf.pages[0].Contents.read_bytes()
    pdf.pages[0].Contents = pdf.make_stream(whole.replace(f"\n{BEGINS}\n".encode(), f"\n0 0 99 99 re f\n{BEGINS}\n".encode()))


def paint_behind_the_code(pdf):
    pdf.pages[0].Contents = pdf.make_stream(pdf.pages[0].Contents.read_bytes() + b"\n1 g 0 0 600 800 re f")


def blacken_a_word_as_if_by_the_code(pdf):
    whole = pdf.pages[0].Contents.read_bytes()
    pdf.pages[0].Contents = pdf.make_stream(whole.replace(b"0 g\n", b"0 g\n50.000 700.000 99.000 9.000 re\n"))


def lay_a_note_over_it(pdf):
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 600, 800], Contents="New words")
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])


def exchange_glyphs(pdf):
    face = next(iter(pdf.pages[0].resources.Font.values())).DescendantFonts[0]
    places = face.CIDToGIDMap.read_bytes()
    face.CIDToGIDMap.write(places[:2] + places[4:6] + places[2:4] + places[6:])


def cut_the_page(pdf):
    pdf.pages[0].CropBox = [0, 300, 595, 842]


def drop_page(pdf):
    del pdf.pages[-1]


def drop_attachment(pdf):
    del pdf.attachments["report.json"]


ALTERATIONS = {
    change_data: Why.DATA, change_words: Why.DRAWING, add_before_the_code: Why.DRAWING, paint_behind_the_code: Why.DRAWING,
    blacken_a_word_as_if_by_the_code: Why.DRAWING, lay_a_note_over_it: Why.DRAWING, exchange_glyphs: Why.DRAWING,
    cut_the_page: Why.DRAWING, drop_page: Why.DRAWING,
    drop_attachment: Why.DATA,
}  # fmt: skip


@pytest.mark.parametrize("alter", ALTERATIONS)
def test_a_file_that_was_changed_is_altered(pair, printed, tmp_path, alter):
    with pikepdf.open(printed) as pdf:
        alter(pdf)
        pdf.save(tmp_path / "x.pdf")
    assert verdicts(pair.centre, tmp_path / "x.pdf") == {(Verdict.ALTERED, ALTERATIONS[alter])}


def test_a_file_that_was_only_saved_again_is_genuine(pair, printed, tmp_path):
    with pikepdf.open(printed) as pdf:
        pdf.save(tmp_path / "x.pdf", linearize=True, recompress_flate=True)
    assert verdicts(pair.centre, tmp_path / "x.pdf") == {(Verdict.GENUINE, Why.CURRENT)}


def exchange_picture(pdf):
    for page in pdf.pages:
        for picture in page.resources.get("/XObject", {}).values():
            picture.write(bytes(len(picture.read_bytes())))


def mask_picture(pdf):
    for page in pdf.pages:
        for picture in page.resources.get("/XObject", {}).values():
            picture.Mask = pikepdf.Array([0, 255, 0, 255, 0, 255])


def test_photographs_are_signed_too(pair, tmp_path):
    activity = write(pair.centre)
    Image.new("RGB", (900, 600), "navy").save(tmp_path / "port.jpg")
    pair.centre.attach(tmp_path / "port.jpg", {"activity": activity, "caption": {"en": "Port"}})
    path = report(pair.centre, activity, tmp_path / "r.pdf")
    assert verdicts(pair.centre, path) == {(Verdict.GENUINE, Why.CURRENT)}
    for alter in (exchange_picture, mask_picture):
        with pikepdf.open(path) as pdf:
            alter(pdf)
            pdf.save(tmp_path / "x.pdf")
        assert verdicts(pair.centre, tmp_path / "x.pdf") == {(Verdict.ALTERED, Why.DRAWING)}


def code_of(pair, activity, signer, record=None):
    subject = state_of(pair.centre, "activity", record or activity)
    return page_code.pack(subject, bytes(16), bytes(16), 1, 1, signer)


def judge(desk, symbol):
    return {(one.verdict, one.why) for one in verify_symbols(desk, [symbol], signers_of(desk), None, "en")}


def test_a_code_that_was_put_together_is_altered_and_a_strangers_proves_nothing(pair, activity):
    good = code_of(pair, activity, pair.centre.signer)
    assert judge(pair.secretariat, good) == {
        (Verdict.GENUINE, Why.CURRENT if pair.secretariat.record("activity", activity) else Why.NOT_HERE)
    }
    assert judge(pair.centre, good[:30] + bytes([good[30] ^ 1]) + good[31:]) == {(Verdict.ALTERED, Why.SIGNATURE)}
    assert judge(pair.centre, code_of(pair, activity, key(9))) == {(Verdict.UNKNOWN_SIGNER, Why.NOT_REGISTERED)}
    stolen = page_code.pack(page_code.Subject(activity, 1, bytes(8)), bytes(16), bytes(16), 1, 1, key(9))
    named = stolen[:4] + pair.centre.signer.key_id + stolen[20:]
    assert judge(pair.centre, named) == {(Verdict.ALTERED, Why.SIGNATURE)}


def test_a_key_that_was_withdrawn_proves_nothing(pair, activity, tmp_path):
    with found_centre(tmp_path / "lost", "BCRC-SEN", device_name="Lost laptop") as lost:
        enrol(pair.secretariat, lost)
        symbol = code_of(pair, activity, lost.signer)
        assert judge(pair.secretariat, symbol) <= {(Verdict.GENUINE, Why.CURRENT), (Verdict.GENUINE, Why.NOT_HERE)}
        issuing.withdraw(pair.secretariat, lost.device, reason="stolen", keys=root_keys(pair.secretariat))
        assert judge(pair.secretariat, symbol) == {(Verdict.UNKNOWN_SIGNER, Why.WITHDRAWN)}


def test_a_certificate_is_told_apart_and_looked_up(pair, activity):
    person = pair.centre.new_id()
    pair.centre.save([Edit("participant", person, {"activity": activity, "name": "Awa"})])
    reference = pair.centre.record("activity", activity).values["reference"]
    certified = Certified(
        certificate_number(reference, person), "Awa", "Atelier", "2026-02-03", "2026-02-05", "BCRC-SEN", "Dakar"
    )
    symbol = certificate_code.pack(certified, pair.centre.signer)
    (found,) = verify_symbols(pair.centre, [symbol], signers_of(pair.centre), None, "en")
    assert (found.verdict, found.why, found.certified) == (Verdict.GENUINE, Why.CURRENT, certified)
    assert judge(pair.secretariat, symbol) == {(Verdict.GENUINE, Why.NOT_HERE)}
    bent = symbol.replace(b"Awa", b"Ewa")
    (found,) = verify_symbols(pair.centre, [bent], signers_of(pair.centre), None, "en")
    assert (found.verdict, found.certified) == (Verdict.ALTERED, None)


def test_every_page_of_many_reports_names_its_own_record(pair, activity, tmp_path):
    other = write(pair.centre)
    path = print_report(pair.centre, Request("activity", (activity, other)), EN, tmp_path / "two.pdf").path
    found = verify(pair.centre, path)
    assert {one.record for one in found} == {activity, other}
    assert worst(found) is Verdict.GENUINE
    pair.centre.save([Edit("activity", other, {"city": "Thiès"})])
    assert {one.record: one.verdict for one in verify(pair.centre, path)} == {activity: "genuine", other: "outdated"}


def test_a_report_of_a_period_holds_the_activities_that_it_overlaps(pair, tmp_path):
    days = ((date(2030, 1, 5), date(2030, 1, 6)), (date(2029, 12, 30), date(2030, 1, 2)), (date(2031, 1, 1), date(2031, 1, 1)))
    for begun, done in days:
        pair.centre.save(
            [Edit("activity", pair.centre.new_id(), {"title": {"en": str(begun)}, "starts_on": begun, "ends_on": done})]
        )
    path = print_report(pair.centre, Request("activity", period=Period.parse("2030")), EN, tmp_path / "year.pdf").path
    assert [one.title for one in verify(pair.centre, path)] == ["2029-12-30", "2030-01-05"]


def test_a_desk_without_its_key_prints_without_codes(pair, activity, tmp_path):
    document = replace(compose_activities(pair.centre, Request("activity", (activity,)), EN), signer=None, carried=b"")
    path = render(document, EN, tmp_path / "x.pdf").path
    assert not document.is_coded
    assert verify(pair.centre, path) == []
    with pikepdf.open(path) as pdf:
        assert BEGINS.encode() not in pdf.pages[0].Contents.read_bytes()


def test_hostile_files_are_refused_within_bounds(tmp_path, monkeypatch):
    monkeypatch.setattr(printed_file, "_MOST_OF_ONE", 1 << 20)
    for content in (b"%PDF-", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\ntrailer<</Root 1 0 R>>\n1 0 obj<</Pages 1 0 R/Kids[1 0 R]>>endobj"):
        (tmp_path / "x.pdf").write_bytes(content)
        with pytest.raises(FileRefused):
            read_printed(tmp_path / "x.pdf")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        bomb = pdf.make_stream(zlib.compress(bytes(64 << 20)))
        bomb.Filter = pikepdf.Name.FlateDecode
        pdf.pages[0].Contents = bomb
        pdf.save(tmp_path / "bomb.pdf", compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(FileRefused, match=r"code\.too_large"):
        read_printed(tmp_path / "bomb.pdf")


def test_any_bytes_as_a_symbol_are_nothing_or_refused(pair):
    source = random.Random(5)
    for _ in range(300):
        symbol = source.choice((b"BDP1", b"BDC1")) + source.randbytes(source.choice((0, 3, 83, 147, 148, 149, 400)))
        assert judge(pair.centre, symbol) <= {(Verdict.UNKNOWN_SIGNER, Why.NOT_REGISTERED)}


POSSIBLE = {
    Verdict.GENUINE: (Why.CURRENT, Why.OLDER_HERE, Why.NOT_HERE), Verdict.OUTDATED: (Why.NEWER_HERE, Why.NOT_HERE),
    Verdict.UNKNOWN_SIGNER: (Why.NOT_REGISTERED, Why.WITHDRAWN), Verdict.ALTERED: (Why.SIGNATURE, Why.DATA, Why.DRAWING),
}  # fmt: skip


def test_every_finding_has_words_of_its_own(pair, printed):
    (found,) = verify(pair.centre, printed)
    told = [tell_finding(replace(found, verdict=one, why=why), EN)[:2] for one, causes in POSSIBLE.items() for why in causes]
    assert len({tuple(lines) for lines in told}) == len(told) == len([*Why]) + 1
