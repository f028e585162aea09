"""`baseldesk report`: a PDF where it was asked for."""

from __future__ import annotations

import pikepdf
import pytest

from baseldesk.reports.kinds import KINDS


def test_list_names_what_can_be_printed(at):
    assert [one["name"] for one in at("report", "list").lines] == [*KINDS, "cover-note", "missing-parts"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_activity_report_is_written_in_the_language_asked_for(at, activity, tmp_path, language):
    target = tmp_path / "out.pdf"
    said = at("report", "activity", "--record", activity, "--report-language", language, "--output", target).json
    assert said == {"path": str(target), "pages": said["pages"], "bytes": target.stat().st_size}
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == said["pages"]
        assert str(pdf.Root.Lang) == language


def test_a_report_replaces_the_one_before_whole(at, activity, tmp_path):
    target = tmp_path / "out.pdf"
    target.write_text("old", encoding="utf-8")
    assert at("report", "activity", "--record", activity, "--output", target).code == 0
    assert target.read_bytes().startswith(b"%PDF-")
    assert [one.name for one in tmp_path.glob("*out.pdf*")] == ["out.pdf"]


def test_what_is_not_for_outsiders_is_not_printed_for_them(at, activity, tmp_path):
    ran = at("report", "activity", "--record", activity, "--outsiders", "--output", tmp_path / "out.pdf")
    assert ran.code == 2
    assert not (tmp_path / "out.pdf").exists()
