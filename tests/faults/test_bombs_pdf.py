"""PDF files that are small until they are drawn: refused by what is counted, each under a limit of memory and of time."""

from __future__ import annotations

import os

import pytest

from tests.faults import bombs_pdf
from tests.faults.bounded import reading_apart
from tests.unit.reports.test_stress import print_naughty

pytestmark = pytest.mark.skipif(os.name == "nt", reason="cannot run here: limits of memory are not for Windows")


def read_all(files, reader, folder):
    """What became of each."""
    out = {}
    with reading_apart() as read:
        for name, raw in files.items():
            (folder / "x.pdf").write_bytes(raw)
            out[name] = read(reader, folder / "x.pdf", {}).outcome
    return out


def test_what_grows_while_it_is_drawn_is_refused(tmp_path):
    files = {**bombs_pdf.grown(), **bombs_pdf.spelt_oddly(), "encrypted": bombs_pdf.encrypted()}
    assert set(read_all(files, "scan", tmp_path).values()) == {"code.too_large"}


def test_unmeasured_it_ends_the_program(tmp_path):
    """The control: these are refused by what was counted, and by nothing else."""
    found = read_all({**bombs_pdf.grown(), "encrypted": bombs_pdf.encrypted()}, "scan unmeasured", tmp_path)
    assert {name: one for name, one in found.items() if not one.startswith("ended by signal")} == {}


def test_what_is_said_elsewhere_is_borne(tmp_path):
    """Sides by reference grow no larger than the data behind them, and a page no larger than is searched."""
    assert set(read_all(bombs_pdf.borne(), "scan", tmp_path).values()) == {"taken"}


def test_a_long_report_of_ours_is_no_bomb(tmp_path):
    path = print_naughty(300, "en", tmp_path / "x.pdf")
    assert read_all({"ours": path.read_bytes()}, "scan", tmp_path) == {"ours": "taken"}
