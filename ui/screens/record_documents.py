"""The files attached to a record: attach, open, describe, remove."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Saved
from baseldesk.i18n import N_, _
from baseldesk.records.field import Field, RecordType
from ui import icons
from ui.screens import Context
from ui.screens.record_directory import DeskDirectory
from ui.screens.record_lines import Lines
from ui.screens.record_photograph import Looked, PhotographGuide, look_at, needs_asking

_DELETE = Qt.WidgetAttribute.WA_DeleteOnClose
_NOT_HERE = N_("This document has not arrived on this computer yet.")
_SAVE_FIRST = N_("Save the record first; then the file can be attached to it.")


class Documents(Lines):
    """Attaching takes the file in at once: its bytes are safe before the list names it.

    Attributes:
        can_attach: asks whether the record exists yet.
    """

    takes_rows = False  # files are attached

    def __init__(self, context: Context, directory: DeskDirectory, declared: RecordType, parent_field: Field) -> None:
        self.open_button = QPushButton()
        self.can_attach: Callable[[], bool] = _always
        super().__init__(context, directory, declared, parent_field)
        icons.put(self.open_button, "eye")
        icons.put(self.add_button, "paperclip")
        self.open_button.setObjectName("open_document")
        self.open_button.setAutoDefault(False)
        self.buttons.insertWidget(2, self.open_button)
        self.open_button.clicked.connect(self._on_open)

    def add(self) -> None:
        """Asks for a file."""
        if not self.can_attach():
            self.context.window.status(_(_SAVE_FIRST))
            return
        dialog = QFileDialog(self.window(), _("Attach a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(_DELETE)
        dialog.fileSelected.connect(self.attach)
        dialog.open()

    def attach(self, path: str) -> None:
        """Takes a file in and lists it; of a photograph, a person says first in which size and with what in it."""
        work = partial(_look_for, self.parent_id, Path(path))
        self.context.runner.read(work, self._on_looked, label=_("Looking at the file…"))

    def _on_looked(self, found: tuple[bytes, Looked]) -> None:
        """It belongs to the record that it was chosen for, whichever is on the screen by now."""
        record, looked = found
        values: dict[str, object] = {self.parent_field.name: record}
        if needs_asking(looked):
            guide = PhotographGuide(self.context, looked, values, self.window())
            guide.attached.connect(self._on_attached)
            guide.open()
            return
        work = partial(self.context.desk.attach, looked.path, values)
        self.context.runner.write(work, self._on_attached, label=_("Attaching the file…"), reports=True)

    def open_chosen(self) -> None:
        """Shows the file in the program that the person uses for such files."""
        draft = self.chosen()
        if draft is None:
            return
        shown = self.context.desk.record(self.declared.name, draft.id)
        values = shown.values if shown else {}
        copy = _named_copy(self.context.desk, values["hash"], str(values.get("file_name") or "")) if values.get("hash") else None
        if copy is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))
        elif values.get("link"):
            QDesktopServices.openUrl(QUrl(str(values["link"])))
        else:
            self.context.window.status(_(_NOT_HERE))

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.add_button.setText(_("Attach a file…"))
        self.open_button.setText(_("Open"))

    def _on_attached(self, _saved: Saved) -> None:
        self.context.window.status(_("Attached and saved on this computer."))
        rows = self.context.desk.find(self.declared.name, **{self.parent_field.name: self.parent_id})
        held = {draft.id: draft for draft in self.drafts()}
        fresh = [row for row in rows if row.id not in held]
        for row in fresh:
            self.take_saved(row)

    def _on_open(self, _checked: bool = False) -> None:
        self.open_chosen()

    def _on_current(self, *indexes: QModelIndex) -> None:
        super()._on_current(*indexes)
        self.open_button.setEnabled(self.chosen() is not None)


def _always() -> bool:
    return True


def _look_for(record: bytes, path: Path) -> tuple[bytes, Looked]:
    return record, look_at(path)


def _named_copy(desk: Desk, hashed: bytes, name: str) -> Path | None:
    """The document under its own name, for programs that go by the ending; a copy, so that nobody writes into ours.

    It is taken away when the program ends: of an encrypted desk nothing plain is to stay.
    """
    from ui.lent_files import lend

    safe = "".join(letter if letter.isalnum() or letter in " .-_()" else "_" for letter in name)[-100:]
    copy = lend() / (safe.strip() or "document")
    return copy if desk.documents.copy_out(hashed, copy) else None
