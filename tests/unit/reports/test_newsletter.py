"""The newsletter: only what is marked for it and for publication, and no picture of people who did not consent."""

from __future__ import annotations

import datetime
from io import BytesIO

import pytest
from PIL import Image

from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError
from baseldesk.i18n import translator
from baseldesk.records.identity import derived_id
from baseldesk.reports.blocks import Heading, Note, Picture, Text
from baseldesk.reports.kinds import compose, print_report
from baseldesk.reports.request import Period, Request
from tests.conftest import CENTRE
from tests.unit.reports.reading import read_with_pdfium

DAY = datetime.date(2026, 3, 2)
REQUEST = Request("newsletter", period=Period.parse("2026"))


def activity(title: str, **values: object) -> dict[str, object]:
    """An activity of the newsletter, but for what is said otherwise."""
    told = {"title": {"en": title}, "starts_on": DAY, "newsletter": True, "publish": "yes", "summary": {"en": f"About {title}."}}
    return {**told, **values}


@pytest.fixture
def told(desk, tmp_path):
    """Two activities that are told, three that are not; gives the id of the first."""
    first, donor, hidden = (desk.new_id() for _ in range(3))
    links = [derived_id(CENTRE, "activity_partner", first, one, "host") for one in (donor, hidden)]
    desk.save([
        Edit("activity", first, activity("Told", city="Dakar", country="SN", links={"https://example.org": True})),
        Edit("activity", desk.new_id(), activity("Later", starts_on=datetime.date(2026, 9, 1))),
        Edit("activity", desk.new_id(), activity("Unpublished", publish="no")),
        Edit("activity", desk.new_id(), activity("Unmarked", newsletter=False)),
        Edit("activity", desk.new_id(), activity("Earlier", starts_on=datetime.date(2025, 12, 31))),
        Edit("partner", donor, {"name": {"en": "Open partner"}, "publish": "yes"}),
        Edit("partner", hidden, {"name": {"en": "Hidden partner"}}),
        *(
            Edit("activity_partner", link, {"activity": first, "partner": one, "role": "host"})
            for link, one in zip(links, (donor, hidden), strict=True)
        ),
    ])  # fmt: skip
    return first


def attach(desk, folder, activity: bytes, **values: object) -> None:
    """A photograph of an activity."""
    out = BytesIO()
    Image.new("RGB", (40, 30), (10, len(values), 90)).save(out, "JPEG")
    path = folder / "photo.jpg"
    path.write_bytes(out.getvalue())
    desk.attach(path, {"activity": activity, "caption": {"en": "At work"}, **values})


def test_only_what_is_marked_is_told_newest_first(desk, told, tmp_path):
    print_report(desk, REQUEST, translator("en"), tmp_path / "n.pdf")
    text = read_with_pdfium(tmp_path / "n.pdf")
    assert text.index("Later") < text.index("Open partner") < text.index("About Told.")
    for hidden in ("Unpublished", "Unmarked", "Earlier", "Hidden partner"):
        assert hidden not in text
    document = compose(desk, REQUEST, translator("en"))
    assert [one["title"] for one in document.data["activities"]] == [{"en": "Later"}, {"en": "Told"}]
    assert [block.key for block in document.blocks if isinstance(block, Heading)] == ["item-1", "item-2"]


@pytest.mark.parametrize(
    ("values", "is_shown"),
    [
        ({"publish": "yes"}, True),
        ({}, False),
        ({"publish": "yes", "people_recognisable": True}, False),
        ({"publish": "yes", "people_recognisable": True, "people_consent": True}, True),
    ],
)
def test_a_photograph_is_shown_only_where_it_may_be(desk, told, tmp_path, values, is_shown):
    attach(desk, tmp_path, told, **values)
    pictures = [block for block in compose(desk, REQUEST, translator("en")).blocks if isinstance(block, Picture)]
    assert [one.caption for one in pictures] == ["At work"] * is_shown


def test_what_is_not_decided_or_not_translated_is_marked(desk, told):
    shown = desk.record("activity", told).versions
    for city in ("Dakar", "Thiès", "Louga"):
        desk.save([Edit("activity", told, {"city": city}, shown=shown)])
    notes = [block.text for block in compose(desk, REQUEST, translator("fr")).blocks if isinstance(block, Note)]
    assert len(notes) == 2
    assert "anglais" in notes[0]
    assert "valeur" in notes[1]


@pytest.mark.parametrize("suffix", ["pdf", "docx", "html"])
def test_a_period_without_news_says_so(desk, tmp_path, suffix):
    document = compose(desk, REQUEST, translator("ru"))
    assert [type(block) for block in document.blocks] == [Text]
    print_report(desk, REQUEST, translator("ru"), tmp_path / f"n.{suffix}")
    assert (tmp_path / f"n.{suffix}").stat().st_size > 1000


def test_without_a_period_there_is_none(desk):
    with pytest.raises(UsageError):
        compose(desk, Request("newsletter"), translator("en"))
