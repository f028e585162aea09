"""Compiles the gettext catalogues: each translations/*/LC_MESSAGES/*.po to the .mo beside it.

The .mo files are made, never committed. Run as a script it compiles those that are older than their source.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def list_catalogues(root: Path) -> list[Path]:
    """Every catalogue source under translations/, in order."""
    return sorted((root / "translations").glob("*/LC_MESSAGES/*.po"))


def is_stale(catalogue: Path) -> bool:
    """Whether the compiled catalogue lacks or is older than its source."""
    compiled = catalogue.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < catalogue.stat().st_mtime_ns


def list_stale(root: Path) -> list[Path]:
    """The catalogues that want compiling."""
    return [catalogue for catalogue in list_catalogues(root) if is_stale(catalogue)]


def compile_catalogue(catalogue: Path) -> Path:
    """Writes the .mo beside its source, in one step so that no reader meets half a file; «fuzzy» entries stay out."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with catalogue.open("rb") as source:
        content = read_po(source, locale=catalogue.parent.parent.name, domain=catalogue.stem)
    compiled = catalogue.with_suffix(".mo")
    draft = compiled.with_suffix(".mo.new")
    with draft.open("wb") as target:
        write_mo(target, content)
    draft.replace(compiled)
    return compiled


def compile_stale(root: Path) -> list[Path]:
    """Compiles what is stale; returns the files written."""
    return [compile_catalogue(catalogue) for catalogue in list_stale(root)]


if __name__ == "__main__":
    for written in compile_stale(ROOT):
        print(f"compiled {written.relative_to(ROOT)}")
