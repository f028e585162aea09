"""The main window: the rail at the leading edge, the places beside it, the status line that tells the truth below."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import beginning, screens
from ui.backups import BackupKeeper
from ui.example_mark import is_example
from ui.keys import Keys, press_by_enter
from ui.language import Language
from ui.language_menu import LanguageMenu
from ui.notices import Notices
from ui.places import Places
from ui.room import take_screen
from ui.screens import Context
from ui.screens.officer_asking import OfficerAsking
from ui.screens.record_undo_notice import UndoNotice
from ui.screens.record_unsaved_offer import UnsavedOffer
from ui.screens.todo_feed import TodoFeed
from ui.settings import Settings
from ui.standing_feed import StandingFeed
from ui.tasks import Runner, Task
from ui.widgets.band import Band
from ui.widgets.line import Line
from ui.widgets.rail import Rail
from ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from ui.palette import Palette

_EXAMPLE = N_("Example. Nothing here is real, and nothing of it can reach your centre’s records.")
_EXAMPLE_TITLE = N_("{program} (example)")
SMALLEST = (1024, 600)
USUAL = (1180, 720)


class MainWindow(QMainWindow):
    """One for the application. What a screen needs of it stands in its `context`."""

    closed = Signal()

    def __init__(self, desk: Desk, runner: Runner, notices: Notices, settings: Settings, tongue: Language) -> None:
        super().__init__()
        self._language = tongue
        self._is_closing = False
        self._palette: Palette | None = None
        self.rail, self.places, self.status_line = Rail(), Places(), StatusLine(runner)
        self.todo = TodoFeed(desk, runner, self)
        self.context = self.places.context = Context(desk, runner, notices, settings, self.places, self.todo)
        self.band = Band("eye") if is_example(desk) else None
        self.standing = StandingFeed(self.context, self.rail, self.status_line, self)
        self._languages = LanguageMenu(settings, self)
        self.rail.language_button.setMenu(self._languages)
        self.offer, self.undo_notice = UnsavedOffer(self.context), UndoNotice(self.context, self.places)
        self.status_line.add(self.undo_notice)
        self._arrange()
        self._connect()
        self.asking = OfficerAsking(self.context, self.status_line, self)
        self.backups = BackupKeeper(self.context, self)
        self.backups.ended.connect(self._close_after)
        self._keys = Keys(self, self.places, self.context)
        self._restore()
        self.retranslate()

    def show_screen(self, name: str, **place: Any) -> None:
        """Goes to a screen, after asking about what is unsaved."""
        self.places.show_screen(name, **place)

    def focusNextPrevChild(self, ahead: bool) -> bool:
        """Tab goes as one reads, whatever has come and gone meanwhile."""
        from ui import reading

        return reading.step(self, ahead=ahead) or super().focusNextPrevChild(ahead)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail gives way where the window is narrow for the text in it."""
        super().resizeEvent(event)
        self.rail.fit_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that the keyboard is on, as it does in a dialog."""
        if not press_by_enter(self.focusWidget(), event):
            super().keyPressEvent(event)

    @Slot()
    def find_anything(self) -> None:
        """Opens the line that leads anywhere."""
        from ui.palette import Palette

        if self._palette is None:
            self._palette = Palette(self.context, self, self.undo_notice)
            self._palette.help_wanted.connect(self.rail.help_button.click)
        self._palette.begin()

    @Slot()
    def retranslate(self) -> None:
        """Sets every text anew, here and in all screens."""
        self.rail.owner.setText(self.context.desk.owner)
        if self.band is not None:
            self.band.say(_(_EXAMPLE))
        self.rail.retranslate()
        self.status_line.retranslate()
        for part in (self.asking, self.offer, self.undo_notice):
            part.retranslate()
        self.places.retranslate()
        if self._palette:
            self._palette.retranslate()
        self.standing.retranslate()
        self._languages.mark(self._language.code)
        self._on_edited()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closes when nothing is unsaved and nothing is being written; else asks, or waits for the writing."""
        here = self.places.here
        if here is not None and here.has_unsaved():
            event.ignore()
            self.places.leave(self._close_after)
        elif self.context.runner.has_writes():
            event.ignore()
            self._close_when_written()
        elif self.backups.holds_open():
            event.ignore()
        else:
            self.context.settings.put("window", b64encode(self.saveGeometry().data()).decode())
            event.accept()
            self.closed.emit()

    @Slot()
    def _close_after(self) -> None:
        """Closes in a moment, when the answer to the question has come to its end."""
        QTimer.singleShot(0, self.close)

    def _close_when_written(self) -> None:
        self.status_line.say(_("Finishing what is being written; the window closes by itself."))
        if not self._is_closing:
            self._is_closing = True
            self.context.runner.idle.connect(self._on_idle)

    @Slot()
    def _on_idle(self) -> None:
        self.context.runner.idle.disconnect(self._on_idle)
        self._is_closing = False
        self.close()

    # What changed, and what exists only here

    @Slot(object)
    def _on_changed(self, kinds: frozenset[str]) -> None:
        self.places.hear(kinds)
        self.ask_standing()

    @Slot()
    def ask_standing(self) -> None:
        """Reads anew what exists only on this computer and what needs a person."""
        self.standing.ask()

    @Slot(object, object)
    def _on_unhandled(self, task: Task, error: BaseException) -> None:
        self.places.show_error(error)

    # Where one is

    @Slot(str)
    def _on_arrived(self, name: str) -> None:
        place, step = screens.place(name), self.places.history.here
        self.rail.mark(place.within or name)
        beginning.remember(self.context.settings, self.places.history.backwards())
        if place.record and step is not None and isinstance(step.place.get("id"), bytes):
            from ui.palette_entries import remember

            remember(self.context, place.record, step.place["id"])

    @Slot()
    def _on_edited(self) -> None:
        here = self.places.here
        unsaved = here is not None and here.has_unsaved()
        self.setWindowModified(unsaved)
        self.standing.set_unsaved(unsaved)
        if here is not None:
            here.header.set_title(here.title())
        program = "BaselDesk" if self.band is None else current().format(_EXAMPLE_TITLE, program="BaselDesk")
        self.setWindowTitle(f"{here.title()}[*] – {program}" if here is not None else program)

    @Slot(bool)
    def _on_folded(self, folded: bool) -> None:
        self.context.settings.put("rail_folded", folded)

    # Making

    def _arrange(self) -> None:
        for place in screens.PLACES:
            if place.icon:
                self.rail.add(place.name, place.icon)
        whole, right, row, middle = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(), QWidget()
        for layout in (whole, right, row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        below: tuple[QWidget, ...] = (self.offer, self.places, Line(Qt.Orientation.Horizontal), self.status_line)
        for part in below:
            right.addWidget(part, 1 if part is self.places else 0)
        row.addWidget(self.rail)
        row.addWidget(Line(Qt.Orientation.Vertical))
        row.addLayout(right, 1)
        if self.band is not None:
            whole.addWidget(self.band)
        whole.addLayout(row, 1)
        middle.setLayout(whole)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_screen)
        self.rail.find_button.clicked.connect(self.find_anything)
        self.rail.folded.connect(self._on_folded)
        self.places.arrived.connect(self._on_arrived)
        self.places.edited.connect(self._on_edited)
        self.places.said.connect(self.status_line.say)
        self._language.changed.connect(self.retranslate)
        self.context.notices.changed.connect(self._on_changed)
        self.context.runner.wrote.connect(self.context.notices.hear)
        self.context.runner.unhandled.connect(self._on_unhandled)
        self.context.settings.officer_changed.connect(self._on_officer)

    @Slot(str)
    def _on_officer(self, _mark: str) -> None:
        """Whoever works now finds the window, and the lists, as they left them."""
        self.places.forget_lists()
        self._restore(begins=False)

    def _restore(self, *, begins: bool = True) -> None:
        if begins:
            take_screen(self, QSize(*SMALLEST), QSize(*USUAL))
        kept = self.context.settings.get("window")
        if isinstance(kept, str):
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))  # what is no shape is passed over
        self._fold_rail()

    @Slot()
    def _fold_rail(self) -> None:
        """As the officer who works left it."""
        self.rail.fold(bool(self.context.settings.get("rail_folded")))
