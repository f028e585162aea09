"""The sentence at closing while a backup is written, with «Leave without»."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import _
from ui import theme
from ui.tasks import Task
from ui.widgets.dialog import Dialog
from ui.widgets.progress import Progress


class ClosingBox(Dialog):
    """Closes when the backup is written.

    Attributes:
        left: a person does not want to wait.
    """

    left = Signal()

    def __init__(self, parent: QWidget, task: Task) -> None:
        super().__init__(parent)
        self.setObjectName("backup_closing")
        self.setWindowTitle(_("Backup"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        said = QLabel(_("The backup is being written; BaselDesk closes by itself when it is done. Your work is saved already."))
        said.setWordWrap(True)
        said.setMinimumWidth(360)
        theme.align(said)
        self.progress, self.leave_button = Progress(), QPushButton(_("Leave without"))
        self.progress.follow(task)
        self.progress.button.hide()
        task.progressed.connect(self.progress.set_progress)
        self.leave_button.setObjectName("backup_leave")
        box = QDialogButtonBox()
        box.addButton(self.leave_button, QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self._on_left)
        column = QVBoxLayout(self)
        column.setSpacing(theme.NEAR)
        for part in (said, self.progress, box):
            column.addWidget(part)

    @Slot()
    def _on_left(self) -> None:
        self.left.emit()

    def reject(self) -> None:
        """Esc and the cross mean the same as the button."""
        self.left.emit()
