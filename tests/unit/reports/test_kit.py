"""The workshop kit: every sheet, also with nobody on it; names only of those who agreed; certificates that can be checked."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError
from baseldesk.i18n import translator
from baseldesk.records.identity import derived_id
from baseldesk.reports.certificate import certificate_number, find_certificate
from baseldesk.reports.certificate_code import verify
from baseldesk.reports.document import render
from baseldesk.reports.kinds import KINDS, compose, print_report
from baseldesk.reports.kit_gather import gather_event
from baseldesk.reports.printing_remarks import tell_remarks
from baseldesk.reports.request import Request
from baseldesk.sync import keys
from tests.conftest import CENTRE, seeded, ticking
from tests.unit.reports.reading import needs_poppler, read_pages, read_with_pdfium, read_with_poppler, tidy

LONG = "Donaudampfschifffahrtsgesellschaftskapitän Wolfeschlegelsteinhausenbergerdorff"
SECRET = "Somebody Unlisted"


@pytest.fixture(scope="module")
def held(empty_desk_folder, tmp_path_factory, key):
    """A desk with a workshop of two sessions, and another one of which nothing is known yet; gives desk and ids."""
    folder = tmp_path_factory.mktemp("kit") / "desk"
    shutil.copytree(empty_desk_folder, folder)
    with Desk.open(folder, clock=ticking(), random=seeded(3)) as desk:
        desk.sign_with(lambda: key)
        full, empty, first, second = (desk.new_id() for _ in range(4))
        people = [desk.new_id() for _ in range(4)]
        names = ("Awa Ndiaye", LONG, SECRET, "محمد الأنصاري")
        day = datetime.date(2026, 2, 3)
        title = {"en": "Customs training", "fr": "Formation des douanes", "ar": "تدريب موظفي الجمارك"}
        desk.save([
            Edit("centre", derived_id(CENTRE, "centre", CENTRE), {"name": {"en": "Regional centre", "ar": "مركز إقليمي"}}),
            Edit("activity", full, {"title": title, "starts_on": day, "ends_on": day, "city": "Dakar", "country": "SN"}),
            Edit("activity", empty, {"title": {"en": "Not yet planned"}}),
            Edit("session", first, {"activity": full, "title": "Opening", "held_on": day, "starts": "09:00", "ends": "12:30"}),
            Edit("session", second, {"activity": full, "title": "Exercises", "held_on": day, "starts": "14:00"}),
            *(
                Edit("participant", one, {"activity": full, "name": name, "consent": name != SECRET, "country": "TG"})
                for one, name in zip(people, names, strict=True)
            ),
        ])  # fmt: skip
        yield desk, full, empty, people


def ask(activity: bytes, what: str, **options: str) -> Request:
    return Request("workshop-kit", (activity,), options={"what": what, **options}, second_language="fr")


def printed(held, what: str, path: Path, language: str = "en", empty: bool = False, **options: str) -> list[str]:
    """The text of each page."""
    desk, full, none, _ = held
    print_report(desk, ask(none if empty else full, what, **options), translator(language), path)
    return [" ".join(page.split()) for page in read_pages(path)]


def test_an_attendance_sheet_for_each_session_has_all_names_and_blank_lines(held, tmp_path):
    first, second = printed(held, "attendance", tmp_path / "a.pdf", blank_lines="10")
    assert "Opening" in first
    assert "09:00 – 12:30" in first
    assert "Exercises" in second
    assert "Formation des douanes" in first
    assert "mardi 3 février 2026" in first
    for page in (first, second):
        assert SECRET in page
        assert " 14 " in page
        assert " 15 " not in page


@needs_poppler
@pytest.mark.parametrize("language", ["ar", "zh"])
def test_two_readers_find_the_words_of_both_languages_in_their_order(held, tmp_path, language):
    path, t = tmp_path / "a.pdf", translator(language)
    printed(held, "attendance", path, language, blank_lines="0")
    title = {"ar": "تدريب موظفي الجمارك", "zh": "Formation des douanes"}[language]
    for text in (tidy(read_with_pdfium(path)), tidy(read_with_poppler(path))):
        for words in (t.gettext("Attendance sheet"), t.gettext("Signature"), title):
            assert tidy(words) in text
        assert "Feuille de présence" in text
        assert "محمد الأنصاري" in text
    assert tidy(t.date(datetime.date(2026, 2, 3), "full")) in tidy(read_with_pdfium(path))


def test_names_stand_nowhere_else_without_consent(held, tmp_path):
    for what in ("badges", "certificates", "list", "test"):
        text = " ".join(printed(held, what, tmp_path / f"{what}.pdf"))
        assert SECRET not in text, what
        assert "Awa Ndiaye" in text or what == "test"
    assert "1 person has not agreed to be listed." in " ".join(printed(held, "list", tmp_path / "l.pdf"))


def test_the_list_says_that_it_stays(held, tmp_path):
    pages = printed(held, "list", tmp_path / "l.pdf")
    assert all("Stays at the centre: personal data" in page for page in pages)


@pytest.mark.parametrize("per_page", ["8", "10"])
def test_badges_fill_a_page_and_long_names_stand_on_one_whole(held, tmp_path, per_page):
    (page,) = printed(held, "badges", tmp_path / "b.pdf", badges=per_page)
    assert page.count("Customs training") == int(per_page)
    assert all(word in page for word in LONG.split())
    assert "Page" not in page


def test_a_certificate_lies_across_and_its_code_is_found_good(held, tmp_path, key):
    desk, _, _, people = held
    assert len(printed(held, "certificates", tmp_path / "c.pdf", "ar")) == 4
    with pypdfium2.PdfDocument(tmp_path / "c.pdf") as document:
        assert {tuple(round(side) for side in page.get_size()) for page in document} == {(842, 595)}
        images = [page.render(scale=150 / 72, grayscale=True).to_pil() for page in document]
    codes = [bytes(one.bytes) for image in images for one in zxingcpp.read_barcodes(image.rotate(2, fillcolor=255))]
    found = [verify(code, lambda owner, signature, message: keys.verify(key.public, signature, b"", message)) for code in codes]
    assert {one.name for one in found} == {"Awa Ndiaye", LONG, "محمد الأنصاري"}
    assert {(one.event, one.first_day, one.centre, one.place) for one in found} == {
        ("تدريب موظفي الجمارك", "2026-02-03", CENTRE, "Dakar, SN")
    }
    number = next(one.number for one in found if one.name == "Awa Ndiaye")
    assert find_certificate(desk, number.lower()).id == people[0]
    assert find_certificate(desk, "SEN-2026-A-001-000000") is None


def test_certificates_printed_without_the_key_are_remarked_upon(held, tmp_path, key):
    desk, full, empty, _ = held
    desk.sign_with(lambda: None)
    try:
        found = {
            (one, what): compose(desk, ask(one, what), translator("en")).remarks
            for one in (full, empty)
            for what in ("certificates", "list")
        }
        assert {about for about, remarks in found.items() if remarks} == {(full, "certificates")}
        printed_now = print_report(desk, ask(full, "certificates"), translator("en"), tmp_path / "c.pdf")
        assert "no code to check it by" in " ".join(tell_remarks(printed_now.remarks, translator("en")))
    finally:
        desk.sign_with(lambda: key)
    assert compose(desk, ask(full, "certificates"), translator("en")).remarks == ()


def test_a_number_that_was_typed_stands(held):
    desk, full, empty, _ = held
    typed = desk.new_id()
    desk.save([Edit("participant", typed, {"activity": empty, "name": "X", "certificate": "No. 7"})])
    try:
        assert [one.certificate for one in gather_event(desk, ask(empty, "all")).people] == ["No. 7"]
        assert find_certificate(desk, "No. 7").id == typed
    finally:
        desk.save([Edit("participant", typed, life=False)])
    assert certificate_number("R", typed) == certificate_number("R", typed) != certificate_number("R", full)


def test_who_was_never_present_gets_no_certificate_once_attendance_is_noted(held):
    desk, full, _, people = held
    session = desk.find("session", activity=full)[0].id
    link = derived_id(CENTRE, "attendance", session, people[0])
    desk.save([Edit("attendance", link, {"session": session, "participant": people[0], "present": True})])
    try:
        earned = [one.name for one in gather_event(desk, ask(full, "all")).people if one.certificate]
        assert earned == ["Awa Ndiaye"]
    finally:
        desk.save([Edit("attendance", link, life=False)])


@pytest.mark.parametrize(("what", "pages"), [("attendance", 1), ("test", 1), ("badges", 1), ("certificates", 1), ("list", 1)])
def test_each_sheet_is_there_when_nobody_is_entered(held, tmp_path, what, pages):
    assert len(printed(held, what, tmp_path / "e.pdf", empty=True)) == pages


def test_nothing_personal_is_attached_to_the_file(held):
    desk, full, _, _ = held
    document = compose(desk, ask(full, "all"), translator("en"))
    assert "Ndiaye" not in repr(document.data)
    assert document.data["participants"] == 4


def test_the_kit_is_never_for_outsiders_nor_for_another_centre(held):
    desk, full, _, _ = held
    assert KINDS["workshop-kit"].for_centre_only
    with pytest.raises(UsageError, match=r"report\.personal_data"):
        compose(desk, Request("workshop-kit", (full,), options={"outsiders": True}), translator("en"))
    with pytest.raises(UsageError, match=r"report\.only_at_own_desk"):
        compose(desk, Request("workshop-kit", (full,), owner="BCRC-CHN"), translator("en"))


def test_the_same_kit_gives_the_same_bytes(held, tmp_path):
    desk, full, _, _ = held
    document = compose(desk, ask(full, "all"), translator("zh"))
    for name in ("a", "b"):
        render(document, translator("zh"), tmp_path / f"{name}.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
