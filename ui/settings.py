"""What the window remembers between two days: language, theme, text size, its own shape and what screens choose to keep.

One small file of JSON for each desk. Beside what belongs to the computer (where backups go, which stick was used last) it holds
for each officer who works there what they chose, under their mark: {"backup/folder": …, "officer": mark, "officers":
{mark: {…}}}. Which is whose is decided here, by the key; screens ask and keep without knowing of it.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from baseldesk.i18n import LANGUAGES
from baseldesk.style import DATES, DIGITS, MARKS, WEEKDAYS, Style

THEMES = ("system", "light", "dark", "contrast")
TEXT_PERCENTS = (100, 115, 140, 170, 200)
# What can be chosen, the usual first. A value that is kept and stands not here counts as not chosen.
CHOICES: dict[str, tuple[Any, ...]] = {
    "theme": THEMES,
    "text_percent": TEXT_PERCENTS,
    "motion": ("system", "reduced"),
    "begin": ("home", "last", "activities"),
    "ask_who": (True, False),
    "confirm_delete": (False, True),
    "hide_more": (False, True),
    "dates": DATES,
    "digits": DIGITS,
    "numbers": MARKS,
    "first_day": WEEKDAYS,
    "style_on_paper": (False, True),
    "text_language": ("", *LANGUAGES),
    "report_language": ("last", "window", *LANGUAGES),
    "reports/paper": ("A4", "Letter"),
}
STYLE_KEYS = frozenset({"dates", "digits", "numbers", "first_day", "style_on_paper", "text_language"})

_OFFICER, _OFFICERS = "officer", "officers"
_OF_THE_COMPUTER = (
    "backup/", "exchange/", "encryption/", "updates/", "first_run", "after_first_run",
    "reports/layout/", "reports/folder", "reports/logo",
)  # fmt: skip
_FROM_BEFORE = ("language", "theme", "text_percent")  # with these, somebody who works here for the first time begins


class Settings(QObject):
    """Values by key; a file that cannot be read or written never stops the work.

    Attributes:
        changed: a value is another one now; its key.
        officer_changed: somebody else works now, with choices of their own; their mark.
    """

    changed = Signal(str)
    officer_changed = Signal(str)

    def __init__(self, path: Path | None) -> None:
        """With no path, nothing outlives the window (a probe, a test)."""
        super().__init__()
        self._path = path
        self._common = _read(path) if path else {}
        self.officer, self._officers = _take_officers(self._common)

    def get(self, key: str, default: Any = None) -> Any:
        """The value kept under the key, or the default."""
        return self._layer(key).get(key, default)

    def put(self, key: str, value: Any) -> None:
        """Keeps a value (anything that JSON can hold) and tells whoever listens."""
        held = self._layer(key)
        if key in held and held[key] == value and type(held[key]) is type(value):
            return
        held[key] = value
        self._write()
        self.changed.emit(key)

    def forget(self, key: str) -> None:
        """From now on nothing is kept under the key: what is usual counts."""
        if key in self._layer(key):
            del self._layer(key)[key]
            self._write()
            self.changed.emit(key)

    def kept(self, keys: Iterable[str]) -> dict[str, Any]:
        """What is kept under these keys, those of which nothing is kept left out."""
        return {key: self._layer(key)[key] for key in keys if key in self._layer(key)}

    def bring_back(self, keys: Iterable[str], kept: Mapping[str, Any]) -> None:
        """Makes what is kept under these keys what it was when `kept` was asked."""
        for key in keys:
            if key in kept:
                self.put(key, kept[key])
            else:
                self.forget(key)

    def choice(self, key: str) -> Any:
        """What is chosen under a key of `CHOICES`; the usual where nothing is, or nothing that is offered."""
        kept = self.get(key)
        return next((one for one in CHOICES[key] if one == kept and type(one) is type(kept)), CHOICES[key][0])

    def use_officer(self, mark: str) -> None:
        """From now on the choices of this officer count; the mark as it stands in what they save, "" for nobody in particular."""
        if mark == self.officer:
            return
        before = dict(self._mine())
        if mark and mark not in self._officers:
            self._officers[mark] = self._begin(before)
        self.officer = mark
        self._write()
        after = self._mine()
        for key in sorted(before.keys() | after.keys()):
            if before.get(key) != after.get(key):
                self.changed.emit(key)
        self.officer_changed.emit(mark)

    @property
    def language(self) -> str:
        """The window's language; empty until one was chosen, then the system's counts."""
        kept = self.get("language", "")
        return kept if isinstance(kept, str) else ""

    @property
    def theme(self) -> str:
        """One of `THEMES`."""
        return str(self.choice("theme"))

    @property
    def text_percent(self) -> int:
        """The size of text, in per cent of the system's."""
        return int(self.choice("text_percent"))

    @property
    def style(self) -> Style:
        """How days and numbers are written, and in which language texts begin."""
        days, digits, marks, first = (str(self.choice(one)) for one in ("dates", "digits", "numbers", "first_day"))
        return Style(days, digits, marks, first, self.choice("style_on_paper"), self.choice("text_language"))

    def _begin(self, before: dict[str, Any]) -> dict[str, Any]:
        """The first officer goes on with what was chosen before there were any; others with the look of the one before."""
        if not self._officers and not self.officer:
            mine = dict(self._mine())
            for key in mine:
                del self._common[key]
            return mine
        return {key: before[key] for key in _FROM_BEFORE if key in before}

    def _layer(self, key: str) -> dict[str, Any]:
        return self._officers[self.officer] if self.officer and not _is_of_the_computer(key) else self._common

    def _mine(self) -> dict[str, Any]:
        held = self._officers[self.officer] if self.officer else self._common
        return {key: value for key, value in held.items() if not _is_of_the_computer(key)}

    def _write(self) -> None:
        if self._path is None:
            return
        whole = {**self._common, **({_OFFICER: self.officer, _OFFICERS: self._officers} if self._officers else {})}
        draft = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("w", encoding="utf-8") as file:
                file.write(json.dumps(whole, ensure_ascii=False, indent=1))
                file.flush()
                os.fsync(file.fileno())  # else a power cut can leave an empty file under the name: the plan of backups is in it
            os.replace(draft, self._path)
        except OSError as error:
            _tell("settings not written", error)


def _tell(what: str, error: Exception) -> None:
    import logging

    logging.getLogger(__name__).warning("%s: %s", what, type(error).__name__)


def _is_of_the_computer(key: str) -> bool:
    return key.startswith(_OF_THE_COMPUTER)


def _read(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        _tell("settings not read", error)
        if not isinstance(error, OSError):
            _put_aside(path)
        return {}
    return values if isinstance(values, dict) else {}


def _put_aside(path: Path) -> None:
    """Keeps a file that could not be read beside the new one, for whoever can mend it."""
    with contextlib.suppress(OSError):
        os.replace(path, path.with_name(path.name + ".broken"))


def _take_officers(values: dict[str, Any]) -> tuple[str, dict[str, dict[str, Any]]]:
    """Takes who worked last, and everybody's choices, out of what was read."""
    last, held = values.pop(_OFFICER, ""), values.pop(_OFFICERS, {})
    officers = dict(_sound(held)) if isinstance(held, dict) else {}
    return (last if isinstance(last, str) and last in officers else ""), officers


def _sound(held: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for mark, values in held.items():
        if mark and isinstance(values, dict):
            yield mark, values
