"""A round through everything that a person can have before them in the window: each place, each page of a form."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from ui import screens
from ui.window import MainWindow

SMALL = (1024, 600)
PATIENCE = 20  # seconds at most


class Stop(NamedTuple):
    """A place, and the page of its form where it has some."""

    name: str
    tabs: QTabWidget | None = None
    page: int = 0

    @property
    def words(self) -> str:
        """How a finding names it."""
        return f"{self.name}/{self.page}" if self.tabs is not None else self.name


def settle() -> None:
    """Lets every layout come to rest."""
    for _round in range(4):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def wait_for(window: MainWindow) -> None:
    """Waits until nothing is being read any more and every layout has come to rest."""
    waiting = QEventLoop()
    until = time.monotonic() + PATIENCE
    settle()
    while window.context.runner.open_tasks():
        assert time.monotonic() < until, "something is read without end"
        QTimer.singleShot(5, waiting.quit)
        waiting.exec()
    settle()


def open_everything(window: MainWindow) -> list[Stop]:
    """Visits each place once, with a record in it where there is one, and says what stands in the window since then."""
    stops: list[Stop] = []
    for place in screens.PLACES:
        if place.secretariat:
            continue
        _open(window, place)
        wait_for(window)
        stops += _stops(window, place.name)
    return stops


def _open(window: MainWindow, place: screens.Place) -> None:
    found = window.context.desk.find(place.record) if place.record else []
    if found:
        window.places.show_record(place.record, found[0].id)
    elif place.record:
        window.places.show_new(place.record)
    else:
        window.show_screen(place.name)


def _stops(window: MainWindow, name: str) -> Iterator[Stop]:
    here = window.places.here
    assert here is not None
    assert here.name == name, f"{name} did not open: {here.name} is there"
    form = getattr(here, "form", None)
    tabs = getattr(form, "tabs", None)
    if not isinstance(tabs, QTabWidget):
        yield Stop(name)
        return
    yield from (Stop(name, tabs, page) for page in range(tabs.count()) if tabs.isTabVisible(page))


def go(window: MainWindow, stop: Stop) -> QWidget:
    """Shows what was opened before, without reading it again."""
    screen = window.places.screens[stop.name]
    window.places.bring(stop.name)
    if stop.tabs is not None:
        stop.tabs.setCurrentIndex(stop.page)
    settle()
    return screen
