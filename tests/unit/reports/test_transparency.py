"""The register of partnerships: what is marked for publication is in it, and nothing else of anybody."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError
from baseldesk.i18n import LANGUAGES, translator
from baseldesk.records.identity import derived_id
from baseldesk.reports.blocks import Facts, Heading, Rows, Text
from baseldesk.reports.document import Document
from baseldesk.reports.kinds import compose, print_report
from baseldesk.reports.request import Request
from baseldesk.sync.keys import DeviceKey
from tests.conftest import CENTRE, seeded, ticking

ASKED = Request("transparency")
SECRETS = ("Hidden works", "Quiet arrangement", "failed the criterion", "somebody@example.org")


@pytest.fixture(scope="module")
def desk(empty_desk_folder: Path, tmp_path_factory: pytest.TempPathFactory, key: DeviceKey) -> Iterator[Desk]:
    """A desk with two partnerships for the public, one that has ended, and one that is not for the public."""
    folder = tmp_path_factory.mktemp("transparency") / "desk"
    shutil.copytree(empty_desk_folder, folder)
    with Desk.open(folder, clock=ticking(), random=seeded(3)) as held:
        held.sign_with(lambda: key)
        held.save(list(_edits(held)))
        yield held


def _edits(desk: Desk) -> Iterator[Edit]:
    known, hidden, phones, oils, quiet = (desk.new_id() for _ in range(5))
    yield Edit("centre", derived_id(CENTRE, "centre", CENTRE), {"name": {"en": "Regional centre", "ar": "المركز الإقليمي"}})
    yield Edit("partner", known, {
        "name": {"en": "Clean Coast", "fr": "Côte propre"}, "stakeholder_kind": "SK-ENGO", "country": "SN", "publish": "yes",
    })  # fmt: skip
    yield Edit("partner", hidden, {"name": {"en": "Hidden works"}, "stakeholder_kind": "SK-IND"})
    yield Edit("partnership", phones, {
        "title": {"en": "Phones <b>", "ar": "الهواتف", "zh": "手机"}, "goal": {"en": "Collect phones."},
        "roles": {"en": "The centre trains."}, "nature": {"en": "Two years, six Parties."}, "stage": "active",
        "safeguards": {"SG-RIGHTS": True, "SG-VOLUNTARY": True}, "starts_on": datetime.date(2026, 1, 1),
        "ends_on": datetime.date(2027, 12, 31), "publish": "yes", "no_endorsement": True, "form": "mou",
    })  # fmt: skip
    for partner, role in ((known, {"en": "Collects"}), (hidden, {"en": "Recycles"})):
        link = derived_id(CENTRE, "partnership_partner", phones, partner)
        yield Edit("partnership_partner", link, {"partnership": phones, "partner": partner, "role": role})
    yield Edit("assessment", desk.new_id(), {"partner": known, "criterion_a": "not_met", "evidence_a": "failed the criterion"})
    yield Edit("contact", desk.new_id(), {"partner": known, "person": "Somebody", "email": "somebody@example.org"})
    yield Edit("partnership", oils, {"title": {"en": "Oils"}, "stage": "ended", "publish": "yes"})
    yield Edit("partnership", quiet, {"title": {"en": "Quiet arrangement"}, "stage": "active", "publish": "no"})


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.key == "partnerships"]


def test_only_what_is_marked_is_listed_and_what_runs_comes_first(desk: Desk) -> None:
    document = compose(desk, ASKED, translator("en"))
    assert headings(document) == ["Phones <b>", "Oils"]
    overview = next(block for block in document.blocks if isinstance(block, Rows))
    assert overview.rows[0] == [
        "Phones <b>",
        "Clean Coast\n1 partner that is not named here",
        "1 January 2026 to 31 December 2027",
        "Active",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_is_not_for_the_public_is_told_in_any_language(desk: Desk, language: str) -> None:
    told = repr(compose(desk, ASKED, translator(language)))
    assert not [secret for secret in SECRETS if secret in told]
    assert "Collect phones." in told


def test_what_has_ended_is_left_out_where_that_is_asked(desk: Desk) -> None:
    asked = Request("transparency", options={"in_force": True})
    assert headings(compose(desk, asked, translator("en"))) == ["Phones <b>"]


def test_what_the_decision_asks_for_is_said_to_be_missing(desk: Desk) -> None:
    document = compose(desk, ASKED, translator("en"))
    oils = document.blocks[document.blocks.index(Heading("Oils", "partnerships")) :]
    missing = {block.label for block in oils if isinstance(block, Text) and block.text == "not yet entered"}
    assert missing == {"Goal", "Who does what and answers for it", "Nature and scope"}
    assert "Reference of the agreement" not in {fact.label for block in oils if isinstance(block, Facts) for fact in block.facts}


def test_a_partnership_that_is_not_marked_cannot_be_asked_for(desk: Desk) -> None:
    quiet = desk.find("partnership", publish="no")[0].id
    with pytest.raises(UsageError) as refused:
        compose(desk, Request("transparency", records=(quiet,)), translator("en"))
    assert refused.value.code == "report.not_for_outsiders"


@pytest.mark.parametrize("suffix", ["pdf", "docx", "html"])
def test_it_is_written_as_each_kind_of_file_and_always_with_the_same_bytes(desk: Desk, tmp_path: Path, suffix: str) -> None:
    first, second = (tmp_path / f"{name}.{suffix}" for name in "ab")
    for path in (first, second):
        print_report(desk, ASKED, translator("ar"), path)
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size > 3000


def test_the_attached_data_hold_what_is_printed_and_no_more(desk: Desk) -> None:
    phones = compose(desk, ASKED, translator("zh")).data["partnerships"][0]
    assert phones["title"] == {"zh": "手机"}
    assert phones["partners"] == [{"name": {"en": "Clean Coast"}, "kind": "SK-ENGO", "country": "SN", "role": {"en": "Collects"}}]
