"""Every screen as it looks, in three languages and both looks, beside the picture that was looked at and kept.

What differs on purpose is taken anew: `python -m tests.ui.reference --make [part of a name …]`; look at it first.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from tests.ui.reference import pictures
from tests.ui.reference.taking import COMBINATIONS, KEPT, QUICK, names_of, take

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")
REST = tuple(one for one in COMBINATIONS if one not in QUICK)


def differing(tmp_path: Path, combinations: tuple[str, ...]) -> list[str]:
    """What differs, in lines; the pictures lie in the test's folder."""
    wrong = [one for one in take(tmp_path / "desks", combinations) if one.differs()]
    return [f"{one.told()}: see {one.leave(tmp_path / 'differs')}" for one in wrong]


def test_every_screen_looks_as_it_was_kept(qapp: object, tmp_path: Path) -> None:
    wrong = differing(tmp_path, QUICK)
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
def test_the_other_looks_too(qapp: object, tmp_path: Path) -> None:
    wrong = differing(tmp_path, REST)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("combination", COMBINATIONS)
def test_each_scene_has_its_picture_and_each_picture_its_scene(combination: str) -> None:
    assert {path.stem for path in (KEPT / combination).glob("*.png")} == names_of(combination)


def test_the_pictures_stay_small() -> None:
    sizes = {path: path.stat().st_size for path in KEPT.rglob("*.png")}
    assert max(sizes.values()) < 30_000, max(sizes, key=lambda path: sizes[path])
    assert sum(sizes.values()) < 6_500_000


# What passes, and what does not

WORDS = ("Reference", "Communication and exchange", "Completed", "24–26 Oct 2025")


def draw(change: Callable[[int, QPointF], tuple[str, QPointF]] | None = None, smooth: bool = True) -> QImage:
    """Four words in a row, as a list has them, one of them perhaps otherwise."""
    image = QImage(640, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, smooth)
    for number, word in enumerate(WORDS):
        place = QPointF(8 + 160 * number, 30)
        said, place = change(number, place) if change else (word, place)
        painter.setPen(QColor("#1c2329"))
        painter.drawText(place, said)
    painter.end()
    return image


def compared(actual: QImage, tmp_path: Path) -> pictures.Difference:
    """Beside the plain one, as it is kept."""
    pictures.keep(pictures.small(draw()), tmp_path / "kept.png")
    with Image.open(tmp_path / "kept.png") as kept:
        return pictures.compare(pictures.small(actual), kept)


def only(
    which: int, said: str | None = None, across: float = 0.0, down: float = 0.0
) -> Callable[[int, QPointF], tuple[str, QPointF]]:
    """One of the words says something else, or stands elsewhere."""

    def change(number: int, place: QPointF) -> tuple[str, QPointF]:
        if number != which:
            return WORDS[number], place
        return WORDS[number] if said is None else said, place + QPointF(across, down)

    return change


def test_another_smoothing_of_the_same_edges_passes(qapp: object, tmp_path: Path) -> None:
    assert compared(draw(), tmp_path).is_same
    assert compared(draw(only(1, across=0.5)), tmp_path).is_same
    softened = pictures.small(draw())
    blended = Image.blend(softened, softened.resize(softened.size, Image.Resampling.BILINEAR, (0.4, 0, *softened.size)), 0.5)
    pictures.keep(softened, tmp_path / "kept.png")
    with Image.open(tmp_path / "kept.png") as kept:
        assert pictures.compare(blended, kept).is_same


@pytest.mark.parametrize(
    "change",
    [
        only(2, ""),
        only(1, "Communication and exch"),
        only(0, across=4),
        only(3, down=3),
        only(2, "Cancelled"),
        only(3, "24–26 Nov 2025"),
    ],
    ids=["missing", "cut", "moved", "sunk", "another word", "another month"],
)
def test_a_word_that_is_missing_cut_moved_or_another_fails(
    qapp: object, tmp_path: Path, change: Callable[[int, QPointF], tuple[str, QPointF]]
) -> None:
    assert not compared(draw(change), tmp_path).is_same


def test_another_size_fails(qapp: object, tmp_path: Path) -> None:
    assert not compared(draw().copy(0, 0, 620, 48), tmp_path).is_same
