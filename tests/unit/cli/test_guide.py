"""`baseldesk guide`: the printable guide, without any desk."""

from __future__ import annotations

import pikepdf


def test_the_guide_is_written_in_the_language_asked_for(run, tmp_path):
    target = tmp_path / "guide.pdf"
    ran = run("guide", target, "--language", "es", "--paper", "Letter", "--json")
    assert ran.json == {"path": str(target), "pages": 4, "bytes": target.stat().st_size}
    with pikepdf.open(target) as pdf:
        assert str(pdf.Root.Lang) == "es"
        assert float(pdf.pages[0].MediaBox[2]) == 612.0


def test_where_it_cannot_be_written_says_so(run, tmp_path):
    ran = run("guide", tmp_path / "nowhere" / "guide.pdf", "--json")
    assert (ran.code, ran.error) == (3, "cli.file_not_written")
