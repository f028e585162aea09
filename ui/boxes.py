"""The few boxes that stand before everything else: an error whose details can be copied, and what to do with unsaved work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from baseldesk.i18n import _
from ui import icons, theme
from ui.messages import describe, say


class ProblemBox(QMessageBox):
    """A box about an error, whose details can be copied without closing it."""

    def __init__(self, parent: QWidget | None, error: BaseException) -> None:
        said = say(error)
        super().__init__(QMessageBox.Icon.Warning, "BaselDesk", said.text, QMessageBox.StandardButton.Close, parent)
        self.setObjectName("problem")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setInformativeText(said.hint)
        self._details = describe(error)
        self.copy_button = self.addButton(_("Copy details"), QMessageBox.ButtonRole.ActionRole)
        self.copy_button.clicked.disconnect()  # copying does not close the box
        self.copy_button.clicked.connect(self._on_copy)

    @Slot()
    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._details)


def ask_unsaved(
    parent: QWidget,
    on_save: Callable[[], object],
    on_discard: Callable[[], object],
    on_keep: Callable[[], object] | None = None,
    *,
    word: str = "",
) -> QMessageBox:
    """Asks what to do with unsaved changes; staying is what Esc and closing the box mean. Does not wait.

    With `on_keep` they can also be put aside as a draft; `word` is what saving is called there.
    """
    box = QMessageBox(parent)
    box.setIconPixmap(icons.pixmap("circle-alert", 32, "attention"))
    box.setWindowTitle(_("Unsaved changes"))
    box.setText(_("This record has changes that are not saved yet."))
    box.setObjectName("unsaved")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    save = box.addButton(word or _("Save"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(_("Do not save"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(_("Keep editing"), QMessageBox.ButtonRole.RejectRole)
    theme.make_primary(save)
    box.setDefaultButton(save)
    box.setEscapeButton(stay)
    for button, name, act in ((save, "unsaved_save", on_save), (discard, "unsaved_discard", on_discard)):
        button.setObjectName(name)
        button.clicked.connect(act)
    stay.setObjectName("unsaved_stay")
    if on_keep is not None:
        keep = box.addButton(_("Keep as draft"), QMessageBox.ButtonRole.ActionRole)
        keep.setObjectName("unsaved_keep")
        keep.clicked.connect(on_keep)
    box.open()
    return box
