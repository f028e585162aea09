"""What lies there now that it was written and read back, and what can be done with it: shown, mailed, told on a cover note."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import icons, theme
from ui.screens import Context
from ui.screens.exchange_copying import show_in_folder
from ui.screens.exchange_volumes import VolumeWatch
from ui.screens.exchange_words import count_changes, count_documents, count_records
from ui.widgets.field_flow import FlowLayout

if TYPE_CHECKING:
    from baseldesk.sync.exporting import Exported
    from ui.screens.exchange_cover import Note

_WRITTEN = N_("Written and read back: {what} ({size}).")
_READY = (
    N_("{n} file for the mail ({what}; {size}) is written and was read back."),
    N_("{n} files for the mail ({what}; {size}) are written and were read back."),
)


class HandedOver(QWidget):
    """Hidden until something was written."""

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__()
        self._context, self._volumes = context, volumes
        self._done: Exported | None = None
        self._is_mail = False
        self.text = QLabel()
        self.show_button, self.note_button = QPushButton(), QPushButton()
        self._lay_out()
        self.show_button.clicked.connect(self._on_show)
        self.note_button.clicked.connect(self._on_note)

    def show_done(self, done: Exported | None, *, is_mail: bool = False) -> None:
        """Shows what was written; None: nothing yet."""
        self._done, self._is_mail = done, is_mail
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.setVisible(self._done is not None)
        self.show_button.setText(_("Show in its folder"))
        self.note_button.setText(_("Cover note…"))
        if self._done is not None:
            self.text.setText("\n".join(self._lines(self._done)))

    def _lines(self, done: Exported) -> list[str]:
        size = current().size(sum(size for _path, size in done.files))
        held = [count_changes(done.changes), count_records(done.records)]
        held += [count_documents(done.documents)] if done.documents else []
        if self._is_mail:
            lines = [current().format_plural(*_READY, len(done.files), what=", ".join(held), size=size)]
        else:
            lines = [current().format(_WRITTEN, what=", ".join(held), size=size), *self._say_removal(done.files[0][0])]
        if done.left_out:
            one, many = N_("{n} document stayed here for a later time."), N_("{n} documents stayed here for a later time.")
            lines.append(current().format_plural(one, many, done.left_out))
        if done.later:
            one, many = (
                N_("{n} change follows once this file is receipted."),
                N_("{n} changes follow once this file is receipted."),
            )
            lines.append(current().format_plural(one, many, done.later))
        if done.centre_left_out:
            lines.append(_("Data meant only for the centre’s own computers stayed here, as no other of them is registered."))
        if done.unsigned:
            lines.append(_("Some changes wait for the key of this computer and stayed here."))
        if not self._is_mail:
            lines.append(current().fill("{file}", file=done.files[0][0].name))
        return lines

    def _say_removal(self, file: Path) -> list[str]:
        """What is true of a stick once everything on it was read back, and what the system still wants."""
        from baseldesk.sync.volumes import how_to_remove

        volume = self._volumes.holding(file)
        if volume is None:
            return []
        return [f"{_('It is safe to remove the stick.')} {current().format(how_to_remove(), name=volume.name)}"]

    @Slot()
    def _on_show(self) -> None:
        if self._done is not None:
            show_in_folder(self._done.files[0][0])

    @Slot()
    def _on_note(self) -> None:
        from ui.screens.exchange_cover import read_note

        if self._done is not None:
            self._context.runner.read(partial(read_note, self._context.desk, self._done.bundle), self._on_note_read)

    @Slot(object)
    def _on_note_read(self, note: Note) -> None:
        from ui.screens.exchange_cover import CoverDialog

        CoverDialog(self._context, note, self.window()).open()

    def _lay_out(self) -> None:
        self.setObjectName("handed_over")
        self.text.setObjectName("hand_over_result")
        self.text.setWordWrap(True)
        theme.align(self.text)
        theme.tint(self.text, "good")
        row = FlowLayout(spacing=theme.NEAR)
        for button, icon in ((self.show_button, "folder-open"), (self.note_button, "printer")):
            icons.put(button, icon)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.NEAR)
        column.addWidget(self.text)
        column.addLayout(row)
