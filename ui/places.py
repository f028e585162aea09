"""The screens, made when first visited, and how one gets from one to the other without losing work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from ui import messages, screens
from ui.history import History, Step
from ui.screens import Context, Screen
from ui.widgets.scrolled import scrolled


class Places(QStackedWidget):
    """What screens know as `context.window`: it takes a person to a place, and speaks for them in the status line."""

    arrived = Signal(str)  # name of the place
    edited = Signal()  # title or unsaved state of the open screen changed
    said = Signal(str)  # a passing word for the status line

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context: Context | None = None
        self.history = History()
        self.screens: dict[str, Screen] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._stale: dict[str, set[str]] = {}
        self._leaving: _Leaving | None = None

    @property
    def here(self) -> Screen | None:
        """The screen that is open."""
        area = self.currentWidget()
        found = area.widget() if isinstance(area, QScrollArea) else None
        return found if isinstance(found, Screen) else None

    def show_screen(self, name: str, **place: Any) -> None:
        """Goes to a screen, after asking about what is unsaved."""
        step = Step(name, place)
        if step == self.history.here:
            self.arrived.emit(name)
        else:
            self.leave(partial(self._go, step))

    def show_record(self, kind: str, record: bytes) -> None:
        """Opens a record of this type."""
        self.show_screen(screens.place_of_record(kind).name, id=record)

    def show_new(self, kind: str, /, **values: Any) -> None:
        """Opens an empty form for a new record of this type."""
        self.show_screen(screens.place_of_record(kind).name, new=True, values=values)

    def stand_on(self, name: str, **place: Any) -> None:
        """Says anew where one stands, without going there: a new record was saved and has its id now."""
        self.history.replace(Step(name, place))

    def back(self) -> None:
        """Goes to where one was before."""
        self.move_by(-1)

    def forward(self) -> None:
        """Takes the last step back again."""
        self.move_by(1)

    def move_by(self, steps: int) -> None:
        """Goes so many steps ahead, or back where negative."""
        step = self.history.peek(steps)
        if step is not None:
            self.leave(partial(self._moved, step, steps))

    def status(self, text: str) -> None:
        """Says a passing word in the status line."""
        self.said.emit(text)

    def show_error(self, error: BaseException, retry: Callable[[], object] | None = None) -> None:
        """Shows an error on the screen that is open; a bug gets a box of its own."""
        if self.here is None or not messages.is_known(error):
            messages.show_problem(self.window(), error)
        else:
            self.here.show_error(error, retry)

    def leave(self, then: Callable[[], object]) -> None:
        """Goes on at once where nothing is unsaved; else when the person has decided."""
        here = self.here
        if here is None or not here.has_unsaved():
            then()
            return
        self.arrived.emit(here.name)
        self._leaving = _Leaving(here, then, self.leave)
        from ui.boxes import ask_unsaved

        ask_unsaved(self.window(), self._leaving.save, self._leaving.discard, self._leaving.keep if here.keeps_drafts else None)

    def retranslate(self) -> None:
        """Sets every text of every screen anew."""
        for screen in self.screens.values():
            screen.retranslate()

    def forget_lists(self) -> None:
        """Lists are made anew when they are next visited: their columns and views are another officer's now."""
        for name in [name for name, one in self.screens.items() if hasattr(one, "views") and one is not self.here]:
            self.screens.pop(name)
            self._stale.pop(name, None)
            area = self._areas.pop(name)
            self.removeWidget(area)
            area.deleteLater()  # and what is in it

    @Slot(object)
    def hear(self, kinds: frozenset[str]) -> None:
        """Refreshes the open screen now, and the others when they are next visited."""
        for name, screen in self.screens.items():
            if screen is self.here:
                screen.refresh(kinds)
            else:
                self._stale.setdefault(name, set()).update(kinds)

    def bring(self, name: str) -> None:
        """Puts a screen that was made before in front, as it is."""
        self.setCurrentWidget(self._areas[name])

    def _go(self, step: Step) -> None:
        self.history.go(step)
        self._open(step)

    def _moved(self, step: Step, steps: int) -> None:
        self.history.move(steps)
        self._open(step)

    def _open(self, step: Step) -> None:
        shown = self.screens.get(step.name) or self._make(step.name)
        self.bring(step.name)
        if stale := self._stale.pop(step.name, None):
            shown.refresh(frozenset(stale))
        if step.place:
            shown.open(**step.place)
        self.arrived.emit(step.name)
        self.edited.emit()
        shown.focus_first()

    def _make(self, name: str) -> Screen:
        assert self.context is not None
        made = screens.make(name, self.context)
        made.edited.connect(self.edited)
        self.screens[name] = made
        self._areas[name] = scrolled(made)  # large text in a small window needs more room than there is
        self.addWidget(self._areas[name])
        return made


class _Leaving:
    """What a person's answer about unsaved changes leads to."""

    def __init__(self, screen: Screen, then: Callable[[], object], leave: Callable[[Callable[[], object]], None]) -> None:
        self._screen, self._then, self._leave = screen, then, leave

    def save(self) -> None:
        """Asks again where a person went on typing while it was being saved."""
        self._screen.save(partial(self._leave, self._then))

    def discard(self) -> None:
        self._screen.discard()
        self._then()

    def keep(self) -> None:
        self._screen.keep_draft()
        self._then()
