"""A new work plan in a file: written at the secretariat, taken in at a centre."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from baseldesk import resources

NEW = "note: more\nadd:\n- {vocabulary: theme, code: TH-NEW, en: New theme, fr: Nouveau}\n"


@pytest.fixture(autouse=True)
def back_to_the_program() -> Iterator[None]:
    """What is published here is nobody else's."""
    yield
    resources.follow_no_more()


def test_it_goes_from_the_secretariat_into_a_file_and_into_a_centre(at, there, enrolled, tmp_path):
    assert there("plan", "write", tmp_path / "none", "--json").error == "release.only_shipped"
    (tmp_path / "plan.yaml").write_text(NEW, encoding="utf-8")
    assert there("plan", "publish", tmp_path / "plan.yaml").code == 0
    written = there("plan", "write", tmp_path, "--json").json
    assert (written["release"], written["path"]) == (2, str(tmp_path / "basel-update-2.baselupdate"))
    resources.follow_no_more()  # the centre's computer is another process
    told = at("plan", "install", written["path"], "--rehearse", "--json").json
    assert (told["verdict"], told["added"], told["held"]) == ("newer", 1, 1)
    assert at("plan", "show", "--json").json["release"] == 1
    assert at("plan", "install", written["path"]).code == 0
    assert at("plan", "show", "--json").json["release"] == 2
    assert at("plan", "install", written["path"], "--json").json["verdict"] == "same"
    refused = at("plan", "install", tmp_path / "plan.yaml", "--json")
    assert refused.code == 3
