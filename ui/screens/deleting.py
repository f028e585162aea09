"""Asks before records are deleted, where a person wants to be asked; else it is done at once, and can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from baseldesk.i18n import N_, _, current
from ui.settings import Settings

CONFIRM = "confirm_delete"  # of the settings
_ONE, _MANY = N_("Delete {n} record?"), N_("Delete {n} records?")
_KEPT = N_("Their history is kept, and they can be brought back.")


def delete(settings: Settings, parent: QWidget, count: int, then: Callable[[], object]) -> QMessageBox | None:
    """Goes on to `then` at once, or once a person has agreed; does not wait."""
    if not settings.choice(CONFIRM):
        then()
        return None
    box = QMessageBox(parent)
    box.setObjectName("confirm_delete")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(_("Delete"))
    box.setText(current().format_plural(_ONE, _MANY, count))
    box.setInformativeText(_(_KEPT))
    do = box.addButton(_("Delete"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    do.setObjectName("confirm_delete_do")
    do.clicked.connect(then)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.open()
    return box
