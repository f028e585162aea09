"""Files are told by their content, never by their name, and refused with one code."""

from __future__ import annotations

import os
import resource as limits
import subprocess
import sys
from pathlib import Path

import pytest

from baseldesk.errors import FileRefused, UsageError
from baseldesk.formats import open as opening
from baseldesk.formats import xml
from baseldesk.formats.open import read

ROOT = Path(__file__).parents[3]
ONE = "<iati-activity><iati-identifier>XX-1</iati-identifier></iati-activity>"
WHOLE = f'<iati-activities version="2.03">{ONE}</iati-activities>'
OUTER = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><iati-activities>&x;</iati-activities>'
BOMB = (
    '<!DOCTYPE a [<!ENTITY a "1234567890"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>'
)

REFUSED = {
    "nothing": (b"", "format.empty"),
    "json": (b'\n {"activities": []}', "format.json"),
    "json list": (b'\xef\xbb\xbf[{"iati-identifier": "XX-1"}]', "format.json"),
    "page": (b"<!DOCTYPE html><html><body>404</body></html>", "format.html"),
    "page without type": (b"<HTML><body>404</body></HTML>", "format.html"),
    "page as xml": (b'<?xml version="1.0"?><!DOCTYPE html><html/>', "xml.document_type"),
    "workbook": (b"PK\x03\x04rest", "sheet.damaged"),
    "pdf": (b"%PDF-1.7", "format.pdf"),
    "prose": (b"Dear colleague, please find attached", "format.unknown"),
    "other xml": (b"<feed/>", "iati.other_root"),
    "organisations": (b'<iati-organisations version="2.03"/>', "iati.organisations"),
    "old": (b'<iati-activities version="1.03"><iati-activity/></iati-activities>', "iati.version_old"),
    "old and cut off": (b'<iati-activities version="1.01">\n//>>>', "xml.cut_off"),
    "future": (b'<iati-activities version="3.0"/>', "iati.version_unknown"),
    "no version": (b"<iati-activities><iati-activity/></iati-activities>", "iati.version_unknown"),
    "only a comment": (b"<!-- nothing here -->", "xml.cut_off"),
    "no end of the first tag": (b'<iati-activities version="2.03"', "xml.cut_off"),
    "not well formed": (b'<iati-activities version="2.03" version="2.03">', "xml.malformed"),
    "unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><iati-activities version="2.03"/>', "xml.encoding_unknown"),
    "entity bomb": (BOMB.encode() + b"<iati-activities>&e;</iati-activities>", "xml.document_type"),
    "bomb in an attribute": (BOMB.encode() + b'<iati-activities version="&e;"/>', "xml.document_type"),
    "outer entity": (OUTER, "xml.document_type"),
    "outer type": (b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><iati-activities version="2.03"/>', "xml.document_type"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_with_one_code_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    content, code = REFUSED[name]
    path = tmp_path / "activities.xml"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        list(read(path).items())
    assert refused.value.code == code
    assert refused.value.params["file"] == "activities.xml"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_whatever_its_encoding_and_name(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "download (1).txt"
    path.write_bytes(WHOLE.encode(encoding))
    source = read(path)
    assert (source.kind, [item.where for item in source.items() if item.counted]) == ("iati", ["XX-1"])


def test_the_version_of_an_activity_counts_where_the_file_names_none(tmp_path: Path) -> None:
    path = tmp_path / "joined.xml"
    path.write_text('<iati-activities xmlns:d="urn:d"><iati-activity d:version="2.02"/></iati-activities>')
    assert read(path).kind == "iati"


def test_damage_further_on_is_found_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "cut.xml"
    path.write_text(WHOLE.replace("</iati-activities>", "\n\n<iati-activity><title>"))
    source = read(path)
    with pytest.raises(FileRefused) as refused:
        list(source.items())
    assert (refused.value.code, refused.value.params["line"]) == ("xml.cut_off", 3)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, code in (("absent", "format.missing"), (".", "format.not_a_file"), ("pipe", "format.not_a_file")):
        with pytest.raises(FileRefused) as refused:
            read(tmp_path / name)
        assert refused.value.code == code


def test_a_kind_that_does_not_exist_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read(tmp_path, kind="wordstar")


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "LARGEST_FILE", 10)
    path = tmp_path / "large.xml"
    path.write_text(WHOLE)
    with pytest.raises(FileRefused) as refused:
        opening.read(path)
    assert refused.value.code == "format.too_large"


@pytest.mark.parametrize("filling", ["<a/>", "<a>" + "x" * 100_000 + "</a>", '<a b="1" c="2" d="3"/>'])
def test_one_giant_activity_is_refused_within_bounds(tmp_path: Path, filling: str) -> None:
    """In a process of its own, with 512 MiB and 60 s of processor time."""
    path = tmp_path / "giant.xml"
    size = xml.LARGEST_ITEM * 3 // 2
    path.write_text('<iati-activities version="2.03"><iati-activity>' + filling * (size // len(filling)))
    program = (
        "import sys; from pathlib import Path; from baseldesk.formats.open import read\n"
        "from baseldesk.errors import FileRefused\n"
        "try: list(read(Path(sys.argv[1])).items())\n"
        "except FileRefused as error: print(error.code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=_limit
    )
    assert (done.stdout.strip(), done.stderr) == ("xml.item_too_large", "")


def _limit() -> None:
    limits.setrlimit(limits.RLIMIT_AS, (512 << 20, 512 << 20))
    limits.setrlimit(limits.RLIMIT_CPU, (60, 60))


def test_memory_stays_bounded_over_many_activities(tmp_path: Path) -> None:
    """Each activity is forgotten when the next is read: the tree never holds more than what one chunk brings."""
    path = tmp_path / "many.xml"
    path.write_text(WHOLE.replace("</iati-activities>", "") + "<iati-activity/>" * 20_000 + "</iati-activities>")
    most = max(len(found.element.getparent()) for found in xml.read_elements(path, "iati-activity"))  # type: ignore[arg-type]
    assert most < 10_000
    assert sum(1 for _ in xml.read_elements(path, "iati-activity")) == 20_001
