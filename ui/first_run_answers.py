"""What was answered at the first start, kept at once: who begins again after a power cut is not asked twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from ui.settings import Settings

_KEY = "first_run"
AFTER = "after_first_run"  # what the window opens once: "rescue", "register"


def take_next(settings: Settings) -> str:
    """What the window opens now, once, after a first start: "rescue", "register", or "" for nothing."""
    found = settings.get(AFTER)
    settings.forget(AFTER)
    return found if isinstance(found, str) else ""


class Answers(QObject):
    """Lies with the window's settings until the desk is made."""

    def __init__(self, settings: Settings | None) -> None:
        super().__init__()
        self._settings = settings
        kept = settings.get(_KEY, {}) if settings else {}
        self._held: dict[str, str] = {name: str(value) for name, value in kept.items()} if isinstance(kept, dict) else {}

    @property
    def language(self) -> str:
        """ "" while the first question is open."""
        return self._held.get("language", "")

    @property
    def centre(self) -> str:
        """The centre's code; "" while the second question is open."""
        return self._held.get("centre", "")

    @property
    def name(self) -> str:
        """The name, as far as it was typed."""
        return self._held.get("name", "")

    def keep_language(self, code: str) -> None:
        """Keeps the answer to the first question; from now on it is the window's language."""
        self._keep("language", code)
        if self._settings is not None:
            self._settings.put("language", code)

    def keep_centre(self, code: str) -> None:
        """Keeps the answer to the second question."""
        self._keep("centre", code)

    @Slot(str)
    def keep_name(self, name: str) -> None:
        """Keeps what was typed so far."""
        self._keep("name", name)

    def forget(self, after: str) -> None:
        """The desk is made: it knows now, and the window opens with what comes next."""
        if self._settings is not None:
            self._settings.forget(_KEY)
            if after:
                self._settings.put(AFTER, after)

    def _keep(self, question: str, answer: str) -> None:
        self._held = {**self._held, question: answer}
        if self._settings is not None:
            self._settings.put(_KEY, self._held)
