"""Where the program finds its files."""

from pathlib import Path

import pytest

from baseldesk import resources


def test_resources_and_catalogues_are_found():
    assert resources.resource("programme", "programme.yaml").is_file()
    assert (resources.translations() / "fr" / "LC_MESSAGES" / "baseldesk.po").is_file()


def test_installed_files_are_preferred_to_those_beside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "baseldesk" / "_data" / "resources").mkdir(parents=True)
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(resources, "_HERE", tmp_path / "baseldesk")
    resources._folder.cache_clear()
    try:
        assert resources.resource("map.svg") == tmp_path / "baseldesk" / "_data" / "resources" / "map.svg"
        assert not resources.is_checkout()
        with pytest.raises(FileNotFoundError):
            resources.translations()
    finally:
        resources._folder.cache_clear()


def test_a_table_is_read_without_its_heading_and_remarks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "table.tsv").write_text("# said once\ncode\ttext\nA\tein «Wort»\n\nB\t\n", encoding="utf-8")
    monkeypatch.setattr(resources, "_folder", lambda name: tmp_path)
    assert list(resources.read_table("table.tsv")) == [["A", "ein «Wort»"], ["B", ""]]
