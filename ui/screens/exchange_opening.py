"""A card that is open to files: they are dropped on it, or lie on a stick that it offers to look on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from baseldesk.i18n import N_, current
from ui import icons
from ui.screens import Context
from ui.screens.exchange_volumes import VolumeWatch
from ui.screens.exchange_working import WorkingCard

_MOST_STICKS = 3


class OpenCard(WorkingCard):
    """The subclass says what becomes of the files.

    Attributes:
        sticks: where the buttons of the sticks stand; the subclass places it.
    """

    def __init__(self, context: Context, volumes: VolumeWatch, icon: str) -> None:
        super().__init__(context, icon)
        self.volumes = volumes
        self.stick_buttons: list[QPushButton] = []
        self.sticks = QVBoxLayout()
        self.setAcceptDrops(True)
        volumes.changed.connect(self.show_sticks)

    def consider(self, paths: list[Path]) -> None:
        """Looks at files or folders."""
        raise NotImplementedError

    @Slot()
    def show_sticks(self) -> None:
        """Offers to look on each stick that is plugged in."""
        while item := self.sticks.takeAt(0):
            if old := item.widget():
                old.deleteLater()
        self.stick_buttons = [self._stick_button(one.name, one.path) for one in self.volumes.sticks()[:_MOST_STICKS]]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files, nothing else."""
        if _paths_of(event) and not self.is_working:
            self.mark = "accent"
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: Any) -> None:
        """Looks as before."""
        self.mark = ""
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Looks at what was dropped."""
        self.mark = ""
        self.update()
        event.acceptProposedAction()
        self.consider(_paths_of(event))

    def _stick_button(self, name: str, path: Path) -> QPushButton:
        button = QPushButton(current().format(N_("Look on {stick}"), stick=name))
        button.setObjectName("take_in_stick")
        icons.put(button, "usb")
        button.clicked.connect(partial(self._on_stick, path))
        self.sticks.addWidget(button)
        return button

    def _on_stick(self, path: Path, _checked: bool = False) -> None:
        self.consider([path])


def _paths_of(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
