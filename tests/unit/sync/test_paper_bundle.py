"""A record on paper comes back from a poor scan by the way of any data file: verified, applied, the same on both sides."""

import os
import random
from datetime import date
from decimal import Decimal

import pikepdf
import pytest

from baseldesk.desk.shown import Edit
from baseldesk.i18n import translator
from baseldesk.records.identity import derived_id
from baseldesk.reports.kinds import print_report
from baseldesk.reports.record_state import belonging
from baseldesk.reports.request import Request
from baseldesk.sync import scanning
from baseldesk.sync.bundle import check_bundle, import_bundle
from baseldesk.sync.code_reading import read_page_by_page
from baseldesk.sync.paper_bundle import MOST_BYTES, make_paper_bundle
from baseldesk.sync.scanning import holds_file, is_file_of_ours
from baseldesk.sync.station import found_centre
from baseldesk.sync.status import sync_status
from tests.unit.reports.scans import scan, wear
from tests.unit.sync.conftest import Pair, enrol

EN = translator("en")
SUMMARY = "Trois jours à Dakar pour les agents des douanes de six Parties, avec des exercices sur des conteneurs réels. "


def write(desk, summary=SUMMARY, **values):
    """A workshop with what a form saves together."""
    activity, result = desk.new_id(), desk.new_id()
    desk.save(
        [
            Edit(
                "activity", activity,
                {"title": {"fr": "Atelier"}, "summary": {"fr": summary}, "kind": "AK-TRAIN", "country": "SN", "city": "Dakar",
                 "countries": {"SN": True, "ML": True}, "starts_on": date(2026, 2, 3), "publish": "yes", **values},
            ),
            Edit("headcount", desk.new_id(), {"activity": activity, "women": 14, "men": 21}),
            Edit("budget_line", desk.new_id(), {"activity": activity, "category": "Travel", "planned": Decimal(800)}),
            Edit("result", result, {"activity": activity, "title": {"fr": "Agents formés"}}),
            Edit("result_figure", desk.new_id(), {"result": result, "actual": Decimal(35)}),
        ]
    )  # fmt: skip
    return activity


def on_paper(desk, activity):
    return make_paper_bundle(desk, list(belonging(desk, "activity", activity)))


def print_it(desk, activity, path, **options):
    return print_report(desk, Request("activity", (activity,), options=options), EN, path)


def test_a_printed_page_brings_the_record_in(pair: Pair, tmp_path):
    pair.hand_over()
    activity = write(pair.centre)
    pair.centre.save([Edit("activity", activity, {"city": "Thiès"})])
    assert pair.secretariat.digest(owner="BCRC-SEN") != pair.centre.digest(owner="BCRC-SEN")
    printed = print_it(pair.centre, activity, tmp_path / "report.pdf")
    wear(scan(printed.path, printed.pages - 1, 150)).save(tmp_path / "scan.jpg")
    done = import_bundle(pair.secretariat, [tmp_path / "scan.jpg"])
    assert (len(done.bundles), done.refused, done.changes["parked"]) == (1, [], 0)
    assert pair.secretariat.record("activity", activity).values == pair.centre.record("activity", activity).values
    assert pair.secretariat.digest(owner="BCRC-SEN") == pair.centre.digest(owner="BCRC-SEN")
    again = import_bundle(pair.secretariat, [tmp_path / "scan.jpg", printed.path])
    assert (again.changes["new"], again.refused) == (0, [])
    assert pair.secretariat.check() == []


def test_paper_out_of_order_is_filled_up_by_the_next_data_file(pair: Pair, tmp_path):
    first, second = write(pair.centre), write(pair.centre)
    pair.centre.save([Edit("activity", first, {"city": "Thiès"})])
    (tmp_path / "paper").write_bytes(on_paper(pair.centre, second))
    assert import_bundle(pair.secretariat, [tmp_path / "paper"]).changes["new"] == 1
    assert pair.secretariat.record("activity", first) is None
    pair.answer()
    assert sync_status(pair.centre).only_here > 0
    pair.hand_over()
    pair.answer()
    assert sync_status(pair.centre).only_here == 0
    assert pair.secretariat.digest(owner="BCRC-SEN") == pair.centre.digest(owner="BCRC-SEN")


def test_it_is_an_ordinary_bundle_and_the_same_every_time(pair: Pair, tmp_path):
    activity = write(pair.centre)
    raw = on_paper(pair.centre, activity)
    assert raw == on_paper(pair.centre, activity)
    (tmp_path / "paper").write_bytes(raw)
    checked = check_bundle(pair.secretariat, tmp_path / "paper")
    assert (checked.ok, checked.sender, checked.to, checked.changes) == (True, "BCRC-SEN", "SECRETARIAT", 1)


def test_any_byte_altered_is_refused(pair: Pair, tmp_path):
    raw = on_paper(pair.centre, write(pair.centre))
    before = pair.secretariat.digest()
    for place in range(0, len(raw), 61):
        (tmp_path / "paper").write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
        done = import_bundle(pair.secretariat, [tmp_path / "paper"])
        assert (len(done.bundles), len(done.refused)) == (0, 1), place
    assert pair.secretariat.digest() == before


def test_the_largest_that_fits_is_read_from_a_poor_scan(pair: Pair, tmp_path):
    activity = write(pair.centre, SUMMARY)
    room = MOST_BYTES - len(on_paper(pair.centre, activity)) - 250
    pair.centre.save([Edit("activity", activity, {"need": random.Random(1).randbytes(room).hex()})])
    raw = on_paper(pair.centre, activity)
    assert MOST_BYTES - 250 < len(raw) <= MOST_BYTES
    printed = print_it(pair.centre, activity, tmp_path / "report.pdf")
    wear(scan(printed.path, printed.pages - 1, 150)).save(tmp_path / "scan.jpg")
    assert read_page_by_page(tmp_path / "scan.jpg", is_file_of_ours) == [[raw]]


NOT_ON_PAPER = {
    "too much": {"summary": "".join(os.urandom(1).hex() for _ in range(4000))},
    "what came with an import": {"other_data": '{"hidden": 1}'},
}


@pytest.mark.parametrize("case", NOT_ON_PAPER)
def test_what_does_not_fit_or_may_not_be_printed_stays_off_paper(pair: Pair, case):
    values = dict(NOT_ON_PAPER[case])
    assert on_paper(pair.centre, write(pair.centre, **values)) is None


def test_a_change_that_writes_to_other_records_stays_off_paper(pair: Pair):
    activity, partner = pair.centre.new_id(), pair.centre.new_id()
    link = derived_id("BCRC-SEN", "activity_partner", activity, partner, "host")
    linked = Edit("activity_partner", link, {"activity": activity, "partner": partner, "role": "host"})
    named = Edit("partner", partner, {"name": {"en": "Host"}, "status": "active"})
    pair.centre.save([Edit("activity", activity, {"title": {"en": "A"}}), linked, named])
    assert on_paper(pair.centre, activity) is None


def test_what_is_kept_at_the_centre_has_no_paper_for_the_secretariat(pair: Pair):
    write(pair.centre, not_ready=True)
    (kept,) = pair.centre.find("activity")
    assert on_paper(pair.centre, kept.id) is None


def test_reports_for_outsiders_or_of_many_carry_nothing(pair: Pair, tmp_path):
    one, other = write(pair.centre), write(pair.centre)
    print_it(pair.centre, one, tmp_path / "own.pdf")
    print_it(pair.centre, one, tmp_path / "outsiders.pdf", outsiders=True)
    print_it(pair.centre, one, tmp_path / "without.pdf", carried=False)
    print_report(pair.centre, Request("activity", (one, other)), EN, tmp_path / "many.pdf")
    carry = {path.stem for path in tmp_path.glob("*.pdf") if holds_file(path)}
    assert carry == {"own"}


def test_a_desk_that_is_not_registered_prints_no_data_file(tmp_path):
    with found_centre(tmp_path / "c", "BCRC-SEN", device_name="Front") as centre:
        assert on_paper(centre, write(centre)) is None


def test_a_second_laptop_prints_what_the_first_has_signed(pair: Pair, tmp_path):
    activity = write(pair.centre)
    with found_centre(tmp_path / "second", "BCRC-SEN", device_name="Second") as second:
        enrol(pair.secretariat, second)
        pair.hand_over()
        import_bundle(pair.centre, [pair.send(pair.secretariat, "BCRC-SEN")])
        import_bundle(second, [pair.send(pair.centre, "centre", encrypted=False)])
        (tmp_path / "paper").write_bytes(on_paper(second, activity) or b"")
        assert import_bundle(pair.secretariat, [tmp_path / "paper"]).changes["known"] == 1


def test_a_picture_without_a_file_is_refused_like_any_file_that_is_not_ours(pair: Pair, tmp_path, monkeypatch):
    printed = print_it(pair.centre, write(pair.centre), tmp_path / "x.pdf", carried=False)
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    done = import_bundle(pair.secretariat, [printed.path, tmp_path / "broken.png"])
    assert [one.file for one in done.refused] == ["x.pdf", "broken.png"]
    with pikepdf.open(printed.path) as pdf:
        assert len(pdf.pages) == printed.pages
    monkeypatch.setattr(scanning, "read_page_by_page", lambda *_: pytest.fail("a folder's pictures are not searched"))
    assert import_bundle(pair.secretariat, [tmp_path]).refused == []
