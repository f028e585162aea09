"""An activity recorded here finds itself in its own publication, here and wherever it is already."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.formats.iati.out.writer import write_activities
from baseldesk.formats.intake import Intake, take_in
from baseldesk.formats.open import read
from tests.unit.formats.iati.test_out_own import Made, made  # noqa: F401


@pytest.fixture
def file(desk: Desk, made: Made, tmp_path: Path) -> Path:  # noqa: F811
    path = tmp_path / "own.iati.xml"
    assert write_activities(desk, path, reporting_org="XM-BCRC-SN").activities == 1
    return path


def counts(intake: Intake) -> tuple[int, int, int, int]:
    return intake.read, intake.created, intake.unchanged, len(intake.warnings)


def changed(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_at_the_secretariat_it_finds_itself_too(desk: Desk, made: Made, tmp_path: Path) -> None:  # noqa: F811
    """Its reference names it, whose desk ever it is; a reference in that form is given to one activity only."""
    path = tmp_path / "own.iati.xml"
    write_activities(desk, path, reporting_org="XM-BCRC-SN", all_marks=True)
    with desk.write() as writer:
        writer.run("DELETE FROM meta WHERE key = :key", key="iati_reporting_org")
    assert counts(take_in(desk, read(path))) == (1, 0, 1, 0)


@pytest.mark.parametrize("options", [{"all_marks": True}, {"all_marks": True, "people": True}, {}])
def test_it_finds_itself_and_nothing_changes(desk: Desk, made: Made, tmp_path: Path, options: dict) -> None:  # noqa: F811
    path, before = tmp_path / "own.iati.xml", desk.digest().digest
    write_activities(desk, path, reporting_org="XM-BCRC-SN", **options)
    intake = take_in(desk, read(path))
    assert (counts(intake), intake.records, desk.digest().digest) == ((1, 0, 1, 0), {}, before)


def test_what_the_file_says_otherwise_is_told_and_what_stands_here_stays(desk: Desk, made: Made, file: Path) -> None:  # noqa: F811
    desk.save([Edit("activity", made["activity"], {"title": {"en": "Newer"}, "ended_on": date(2026, 1, 10)})])
    before = desk.digest().digest
    intake = take_in(desk, read(file))
    assert {one.code for one in intake.warnings} == {"import.kept_yours"}
    assert {"ended_on", "title"} <= {one.params["field"] for one in intake.warnings} <= {"ended_on", "title", "budget_line"}
    assert (intake.unchanged, desk.digest().digest) == (1, before)


def test_one_that_was_deleted_here_stays_deleted(desk: Desk, made: Made, file: Path) -> None:  # noqa: F811
    desk.save([Edit("activity", made["activity"], life=False)])
    assert [one.code for one in take_in(desk, read(file)).warnings] == ["import.deleted_here"]
    assert desk.count(ListQuery("activity")) == 0


def test_without_a_reference_its_id_names_it_and_an_identifier_given_by_hand_too(desk: Desk, made: Made, file: Path) -> None:  # noqa: F811
    from baseldesk.records.identity import id_text

    reference = desk.find("activity")[0].values["reference"]
    changed(file, f"XM-BCRC-SN-{reference}", f"XM-BCRC-SN-{id_text(made['activity'])}")
    assert take_in(desk, read(file)).created == 0
    changed(file, f"XM-BCRC-SN-{id_text(made['activity'])}", "XI-OTHER-1")
    assert take_in(desk, read(file), rehearse=True).created == 1
    desk.save([Edit("activity", made["activity"], {"external_ids": {"IATI:XI-OTHER-1": True}})])
    assert take_in(desk, read(file)).created == 0


def test_beside_others_in_one_file_only_they_and_their_partners_are_taken_in(desk: Desk, file: Path) -> None:
    other = (
        "<iati-activity><iati-identifier>ZZ-1</iati-identifier><reporting-org ref='ZZ' type='22'><narrative>Zed</narrative>"
        "</reporting-org><title><narrative>Other</narrative></title></iati-activity></iati-activities>"
    )
    partners = desk.count(ListQuery("partner"))
    intake = take_in(desk, read(changed(file, "</iati-activities>", other)))
    assert (intake.read, intake.created, intake.unchanged) == (2, 1, 1)
    assert desk.count(ListQuery("partner")) == partners + 1
