"""A line with something to take over into another program: a number, what it is, the text, and a button that copies it."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import _, current
from ui import icons, theme
from ui.widgets.elided import ElidedLabel


class CopyLine(QWidget):
    """`number` leads through several lines; 0 for one that belongs to the line before."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._copies = number, True
        self._full = ""
        self.count, self.word, self.text, self.button = QLabel(), QLabel(), ElidedLabel(), QPushButton()
        theme.size(self.count, 1.15, bold=True)
        theme.tint(self.word, "muted")
        self.count.setFixedWidth(theme.PAGE)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (self.word, self.text):
            theme.align(label)
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.NEAR)
        row.addWidget(self.count)
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self._on_button)

    def show_text(self, word: str, text: str, button: str, *, copies: bool = True) -> None:
        """Sets what stands there; the first line of a long text is shown, all of it is copied."""
        self._full, self._copies = text, copies
        self.count.setText(current().number(self._number) if self._number else "")
        self.word.setText(word)
        self.text.setText(next((line for line in text.splitlines() if line), ""))
        self.button.setText(button)
        self.button.setAccessibleDescription(self.text.text())
        icons.put(self.button, "copy" if copies else "folder-open")

    @Slot()
    def _on_button(self) -> None:
        if self._copies:
            QApplication.clipboard().setText(self._full)
            icons.put(self.button, "check", "good")
            self.button.setAccessibleDescription(_("Copied"))


def show_in_folder(file: Path) -> None:
    """Opens the system's file manager with this file marked where it can mark one, else the folder."""
    if sys.platform == "win32":
        QProcess.startDetached("explorer", ["/select,", str(file)])
    elif sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(file)])
    else:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))


def open_file(file: Path) -> None:
    """Opens a file in the program that the person uses for such files."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
