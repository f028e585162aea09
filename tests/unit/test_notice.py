"""What comes from others is named in NOTICE."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_licence_that_is_shipped_is_named() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    shipped = [path.relative_to(ROOT).as_posix() for path in (ROOT / "resources").rglob("*LICEN[CS]E*")]
    assert len(shipped) >= 4
    assert [path for path in shipped if path not in notice] == []
