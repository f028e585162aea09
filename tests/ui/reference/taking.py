"""Takes the pictures: two desks, one window each, all languages and looks one after the other."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui.reference import pictures
from tests.ui.reference.beginnings import NAMES, beginnings
from tests.ui.reference.example import make_desks
from tests.ui.reference.frozen import that_day
from tests.ui.reference.scenes import Scene, all_scenes, secretariat_scenes
from tests.ui.reference.stage import Stage
from ui import app as start
from ui import fonts, motion
from ui.language import Language
from ui.screens import exchange_volumes
from ui.screens.record_list import RecordListScreen

KEPT = Path(__file__).with_name("kept")
QUICK = ("en-light", "ar-dark", "zh-light")
COMBINATIONS = (*QUICK, "en-dark", "ar-light", "zh-dark", "fr-contrast")
FEW = frozenset({"home", "activities", "activity", "exchange", "settings", "conflict", "error", "selected"})  # of the last one


@dataclass(frozen=True)
class Taken:
    """A picture as it is now, beside the one that is kept."""

    combination: str
    scene: str
    image: QImage

    @property
    def path(self) -> Path:
        """Where the reference lies."""
        return KEPT / self.combination / f"{self.scene}.png"

    def difference(self) -> pictures.Difference:
        """From the one kept; all of it where there is none."""
        if not self.path.exists():
            return pictures.Difference(255.0, -1)
        with Image.open(self.path) as kept:
            return pictures.compare(pictures.small(self.image), kept)

    def differs(self) -> bool:
        """Whether it is another picture."""
        return not self.difference().is_same

    def told(self) -> str:
        """What differs, in a line."""
        found = self.difference()
        how = (
            "new, or of another size" if found.blocks < 0 else f"{found.blocks} blocks, worst {found.worst:.0f} at {found.where}"
        )
        return f"{self.combination}/{self.scene}: {how}"

    def leave(self, folder: Path) -> Path:
        """Writes both and where they differ, to be looked at; gives where."""
        place = folder / self.combination
        place.mkdir(parents=True, exist_ok=True)
        actual = pictures.small(self.image)
        actual.save(place / f"{self.scene}-actual.png")
        if self.path.exists():
            with Image.open(self.path) as kept:
                kept.save(place / f"{self.scene}-expected.png")
                pictures.difference_picture(actual, kept).save(place / f"{self.scene}-difference.png")
        return place

    def keep(self) -> None:
        """From now on this is the reference."""
        pictures.keep(pictures.small(self.image), self.path)


def take(room: Path, combinations: Sequence[str], names: Sequence[str] = ()) -> Iterator[Taken]:
    """Takes those whose name holds one of these parts; all where none is given."""
    with ready() as (app, language):
        with make_desks(room) as (centre, secretariat):
            for desk, scenes in ((centre, all_scenes()), (secretariat, secretariat_scenes())):
                stage = Stage(app, desk, language, room)
                yield from _show(stage, scenes, combinations, names)
                stage.close()
        yield from _wanted(beginnings(app, language, room), combinations, names)


@contextmanager
def ready() -> Iterator[tuple[QApplication, Language]]:
    """The application as the program makes it, on that day, without sticks, in one zone of time."""
    app = start.make_app()
    fonts.register_all()
    language = Language(app)
    with ExitStack() as held:
        held.enter_context(that_day())
        held.enter_context(mock.patch.object(exchange_volumes, "list_volumes", list))
        held.enter_context(mock.patch.dict(os.environ, {"TZ": "UTC"}))
        time.tzset()
        motion.apply(app, reduced=True)  # the cursor does not blink
        yield app, language
        motion.apply(app, reduced=False)
        language.use("en")
        language.withdraw()
    time.tzset()


def _show(stage: Stage, scenes: Sequence[Scene], combinations: Sequence[str], names: Sequence[str]) -> Iterator[Taken]:
    for combination in combinations:
        chosen = [one for one in scenes if is_wanted(combination, one.name, names)]
        if chosen:
            stage.use(*combination.split("-"))
        for scene in chosen:
            shown = scene.show(stage)
            yield Taken(combination, scene.name, stage.grab(shown))
            _put_away(stage, shown)


def _put_away(stage: Stage, shown: object) -> None:
    here = stage.window.places.here
    if isinstance(shown, QDialog):
        shown.close()
    if here is not None:
        here.banner.clear()
        here.discard()
    if isinstance(here, RecordListScreen):
        here.list.group_by("")
        stage.settle()  # that there are no groups any more is kept a moment later
        here.views.show_all({})
        here.list.table.clearSelection()
    stage.settle()


def _wanted(found: Iterator[tuple[str, str, QImage]], combinations: Sequence[str], names: Sequence[str]) -> Iterator[Taken]:
    for combination, scene, image in found:
        if combination in combinations and is_wanted(combination, scene, names):
            yield Taken(combination, scene, image)


def names_of(combination: str) -> set[str]:
    """The scenes that are taken in a combination."""
    named = {one.name for one in (*all_scenes(), *secretariat_scenes()) if is_wanted(combination, one.name, ())}
    return named if combination.endswith("contrast") else named | set(NAMES)


def is_wanted(combination: str, scene: str, names: Sequence[str]) -> bool:
    """Whether this one is asked for."""
    if combination.endswith("contrast") and scene not in FEW:
        return False
    return not names or any(part in f"{combination}/{scene}" for part in names)
