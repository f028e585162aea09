"""What the window remembers between two days: language, theme, text size, its own shape and what screens choose to keep."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

log = logging.getLogger(__name__)

THEMES = ("system", "light", "dark", "contrast")
TEXT_PERCENTS = (100, 115, 140, 170, 200)


class Settings(QObject):
    """Values by key in one small file of JSON; a file that cannot be read or written never stops the work."""

    changed = Signal(str)

    def __init__(self, path: Path | None) -> None:
        """With no path, nothing outlives the window (a probe, a test)."""
        super().__init__()
        self._path = path
        self._values = _read(path) if path else {}

    def get(self, key: str, default: Any = None) -> Any:
        """The value kept under the key, or the default."""
        return self._values.get(key, default)

    def put(self, key: str, value: Any) -> None:
        """Keeps a value (anything that JSON can hold) and tells whoever listens."""
        if key in self._values and self._values[key] == value:
            return
        self._values[key] = value
        self._write()
        self.changed.emit(key)

    @property
    def language(self) -> str:
        """The window's language; empty until one was chosen, then the system's counts."""
        return str(self.get("language", ""))

    @property
    def theme(self) -> str:
        """One of `THEMES`."""
        kept = self.get("theme")
        return kept if kept in THEMES else "system"

    @property
    def text_percent(self) -> int:
        """The size of text, in per cent of the system's."""
        kept = self.get("text_percent")
        return kept if kept in TEXT_PERCENTS else 100

    def _write(self) -> None:
        if self._path is None:
            return
        draft = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(draft, self._path)
        except OSError as error:
            log.warning("settings not written: %s", type(error).__name__)


def _read(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        log.warning("settings not read: %s", type(error).__name__)
        return {}
    return values if isinstance(values, dict) else {}
