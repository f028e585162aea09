"""Asking for files and folders without stopping everything else: the answer comes to a handler, or does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from baseldesk.i18n import _


class _Answer(QObject):
    """Hands the chosen paths on; lives as long as its dialog."""

    def __init__(self, dialog: QFileDialog, then: Callable[[list[Path]], object]) -> None:
        super().__init__(dialog)
        self._then = then
        dialog.filesSelected.connect(self.give)

    @Slot(list)
    def give(self, names: list[str]) -> None:
        """Takes what was chosen."""
        self._then([Path(name) for name in names])


def ask_folder(parent: QWidget, title: str, start: str, then: Callable[[list[Path]], object]) -> QFileDialog:
    """Lets a person choose a folder; `then` gets it as a list of one."""
    dialog = _make(parent, title, start, then)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog


def ask_files(parent: QWidget, title: str, start: str, kinds: list[str], then: Callable[[list[Path]], object]) -> QFileDialog:
    """Lets a person choose files that exist."""
    dialog = _make(parent, title, start, then)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(kinds)
    dialog.open()
    return dialog


def ask_target(parent: QWidget, title: str, proposed: Path, kind: str, then: Callable[[list[Path]], object]) -> QFileDialog:
    """Lets a person say where a file is to be written; asks before one is replaced."""
    dialog = _make(parent, title, str(proposed.parent), then)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(proposed.suffix.lstrip("."))
    dialog.setNameFilters([kind])
    dialog.selectFile(proposed.name)
    dialog.open()
    return dialog


def _make(parent: QWidget, title: str, start: str, then: Callable[[list[Path]], object]) -> QFileDialog:
    dialog = QFileDialog(parent, title, start)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for label, word in ((QFileDialog.DialogLabel.LookIn, _("Folder")), (QFileDialog.DialogLabel.FileType, _("Kind"))):
        dialog.setLabelText(label, word)  # Qt's own catalogues have no words for these two
    _Answer(dialog, then)
    return dialog
