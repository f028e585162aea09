"""«Undo (9 min)» in the status line: for ten minutes after a save, or until something newer; after an undo, «Redo»."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from baseldesk.i18n import N_, _, current
from ui import icons

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import Edit, Saved
    from ui.places import Places
    from ui.screens import Context
    from ui.screens.record_undo import Undoing

MINUTES = 10
_LETTERS = 130  # of the status line, below which it is short of room
_LOOK = 15_000  # milliseconds between two looks at the clock
_UNDO = N_("Undo ({n} min)")
_REDO = N_("Redo ({n} min)")
_UNDO_WHAT, _REDO_WHAT = N_("Takes back what was saved last"), N_("Does once more what was just undone")
_AGAIN = N_("Done again and saved on this computer.")
_UNSAVED = N_("Something here is not saved yet. Save it or leave it first; then it can be done again.")
_WITHOUT_NOTICE = frozenset({"unsaved"})  # a draft is no save


def can_undo(desk: Desk) -> bool:
    """Whether the newest thing done on this desk is a save that stands; for the background."""
    from baseldesk.desk.last_save import last_save_action

    with desk.read() as reader:
        return last_save_action(reader) is not None


class UndoNotice(QWidget):
    """Hidden while there is nothing to take back; hears of every write from the runner.

    Attributes:
        button: takes the last save back, or does again what was taken back.
        redo_action: Ctrl+Y and Ctrl+Shift+Z, where no text field takes them for itself.
    """

    def __init__(self, context: Context, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._places = context, places
        self._again: tuple[Edit, ...] = ()
        self._undoing: Undoing | None = None
        self._since, self._clock = QElapsedTimer(), QTimer(self, interval=_LOOK)
        self.button, self.redo_action = QToolButton(), QAction(self)
        self.setObjectName("undo_notice")
        self.button.setObjectName("undo_notice_button")
        self.button.setAutoRaise(True)
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.redo_action.setAutoRepeat(False)
        self.addAction(self.redo_action)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        self.hide()
        self.button.clicked.connect(self._on_clicked)
        self.redo_action.triggered.connect(self.redo)
        self._clock.timeout.connect(self.retranslate)
        context.runner.wrote.connect(self._on_wrote)

    @property
    def icon(self) -> str:
        """The name of its drawing."""
        return "redo-2" if self._again else "undo-2"

    @Slot()
    def retranslate(self) -> None:
        """Says how long it stands still, in the language in use; after the last minute it goes."""
        if not self._clock.isActive():
            return
        left = MINUTES - self._since.elapsed() // 60_000
        if left <= 0:
            self._go()
            return
        self.button.setText(current().format(_REDO if self._again else _UNDO, n=current().number(left)))
        self.button.setAccessibleName(self.button.text())
        self._fit()
        words = _(_REDO_WHAT if self._again else _UNDO_WHAT)
        self.button.setToolTip(f"{words} ({'Ctrl+Y' if self._again else 'Ctrl+Z'})")
        self.button.setAccessibleDescription(words)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The line that it stands in has another size."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        """Only its drawing where the passing word would lose its room."""
        line = self.parentWidget()
        is_narrow = line is not None and line.width() < _LETTERS * self.fontMetrics().averageCharWidth()
        style = Qt.ToolButtonStyle
        self.button.setToolButtonStyle(style.ToolButtonIconOnly if is_narrow else style.ToolButtonTextBesideIcon)

    @Slot()
    def redo(self) -> None:
        """Does again what was undone, as a new save."""
        here = self._places.here
        if not self._again:
            return
        if here is not None and here.has_unsaved():
            self._context.window.status(_(_UNSAVED))
            return
        edits, self._again = self._again, ()
        self._context.runner.write(partial(self._context.desk.save, list(edits)), self._on_redone, label=_("Saving…"))

    @Slot(object)
    def _on_wrote(self, result: object) -> None:
        """What was written may be a save, an undo, or something newer than both."""
        kinds = getattr(result, "kinds", None)
        if not kinds or kinds <= _WITHOUT_NOTICE:
            return
        again = getattr(result, "again", None)
        if again is None:
            self._context.runner.read(partial(can_undo, self._context.desk), self._on_known, self._on_unknown)
        else:
            self._stand(again)

    @Slot(object)
    def _on_known(self, is_save: bool) -> None:
        if is_save:
            self._stand(())
        else:
            self._go()

    @Slot(object)
    def _on_unknown(self, _error: BaseException) -> None:
        self._go()

    @Slot(object)
    def _on_redone(self, _saved: Saved) -> None:
        self._context.window.status(_(_AGAIN))

    @Slot()
    def _on_clicked(self) -> None:
        if self._again:
            self.redo()
            return
        from ui.screens.record_undo import Undoing

        self._undoing = self._undoing or Undoing(self._context, self)
        self._undoing.start(self._places.here)

    def _stand(self, again: Sequence[Edit]) -> None:
        self._again = tuple(again)
        icons.put(self.button, self.icon, "muted")
        self._since.restart()
        self._clock.start()
        line = self.parentWidget()
        if line is not None:
            line.installEventFilter(self)  # again and again is once
        self.retranslate()
        self.show()

    def _go(self) -> None:
        self._again = ()
        self._clock.stop()
        self.hide()
