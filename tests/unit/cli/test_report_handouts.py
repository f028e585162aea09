"""Handouts from the command line: each kind is written, and the number of a certificate leads to who holds it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("workshop-kit", ["--second-language", "ar", "--option", "what=attendance", "--option", "blank_lines=10"]),
        ("blank", ["--option", "form=participants"]),
        ("newsletter", ["--period", "2026"]),
    ],
)
def test_each_handout_is_written(at, activity, tmp_path, name, options):
    about = ["--record", activity] if name == "workshop-kit" else []
    assert at("report", name, *about, *options, "--output", tmp_path / "out.pdf").code == 0
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


def test_the_number_of_a_certificate_is_looked_up(at, activity):
    at("record", "new", "participant", f"activity={activity}", "name=Awa Ndiaye", "certificate=A-7")
    told = at("report", "certificate", " A-7 ").json
    assert (told["number"], told["name"]) == ("A-7", "Awa Ndiaye")
    assert told["reference"]
    assert at("report", "certificate", "A-8").error == "certificate.unknown"
