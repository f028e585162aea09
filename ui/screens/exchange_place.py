"""Where files are written to: a stick with its free space, a folder used before, or another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox

from baseldesk.i18n import N_, _, current
from baseldesk.sync.volumes import Volume
from ui import dialogs, icons, theme
from ui.screens import Context
from ui.screens.exchange_volumes import VolumeWatch

LAST_FOLDER = "exchange/folder"
_DRAWING = Qt.ItemDataRole.UserRole + 1  # the name of an entry's icon, so that it is drawn anew with another theme
_FREE = N_("{name} · {free} free")
_LOCKED = N_("{name} · cannot be written to")
_NONE = N_("No stick is plugged in")
PLUG_IN = N_("Plug in a stick: it appears here by itself. A folder of this computer will do too.")


class PlaceBox(QComboBox):
    """Sticks first. What was chosen stays chosen while it is there; without a stick, it waits for one and takes it.

    Attributes:
        chosen: another place is chosen now.
    """

    chosen = Signal()

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__()
        self._context, self._volumes = context, volumes
        self._extra: list[Path] = []
        self._wants_stick, self._last = False, 0
        self.setObjectName("hand_over_place")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.activated.connect(self._on_activated)
        self.currentTextChanged.connect(self.setToolTip)
        volumes.changed.connect(self.retranslate)

    @Slot()
    def retranslate(self) -> None:
        """Lists everything anew."""
        kept, sticks = self._kept(), self._volumes.sticks()
        self.blockSignals(True)
        self.clear()
        for volume in sticks:
            self._add("usb", _say(volume), str(volume.path))
        if not sticks:
            self._add("usb", _(_NONE), "")
        for folder in self._folders():
            self._add("folder", current().fill("{folder}", folder=str(folder)), str(folder))
        self._add("folder-open", _("Another folder…"), "")
        theme.bind(self, "icon", self._draw)
        self.setCurrentIndex(max(self.findData(kept), 0) if kept else 0)
        self._last = self.currentIndex()
        self.blockSignals(False)
        self.setToolTip(self.currentText())  # a long path is cut
        self.chosen.emit()

    def _add(self, drawing: str, word: str, path: str) -> None:
        self.addItem(word, path)
        self.setItemData(self.count() - 1, drawing, _DRAWING)

    def _draw(self) -> None:
        for at in range(self.count()):
            self.setItemIcon(at, icons.icon(self.itemData(at, _DRAWING)))

    def prefer_stick(self) -> None:
        """From now on a stick is meant, the one that is plugged in or the next one that will be."""
        self._wants_stick = True
        self.retranslate()

    def is_waiting(self) -> bool:
        """Whether a stick is still to be plugged in."""
        return self.folder() is None

    def _kept(self) -> str:
        """What is chosen already: the place of last time, except where a stick is meant."""
        sticks, last = [str(one.path) for one in self._volumes.sticks()], self._context.settings.get(LAST_FOLDER)
        now = self.currentData()
        is_meant = self._wants_stick or (self.count() > 0 and not now)
        if sticks and is_meant and now not in sticks:
            return last if last in sticks else sticks[0]
        return "" if self._wants_stick and not sticks else str(now or last or "")

    def folder(self) -> Path | None:
        """The place chosen; None where a person has still to choose one."""
        held = self.currentData()
        return Path(held) if held else None

    def volume(self) -> Volume | None:
        """The stick chosen."""
        folder = self.folder()
        return self._volumes.holding(folder) if folder else None

    def ask(self) -> None:
        """Lets a person choose a folder."""
        start = str(self._context.settings.get(LAST_FOLDER, ""))
        dialogs.ask_folder(self, _("Where is the data file to be written?"), start, self.choose)

    def choose(self, chosen: list[Path]) -> None:
        """Takes the folder that a person chose, and shows it as the place."""
        self._extra, self._wants_stick = chosen[:1], False
        self._context.settings.put(LAST_FOLDER, str(chosen[0]))
        self.retranslate()
        self.setCurrentIndex(max(self.findData(str(chosen[0])), 0))
        self.chosen.emit()

    def _folders(self) -> list[Path]:
        kept = self._context.settings.get(LAST_FOLDER)
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        found = [*self._extra, *([Path(kept)] if isinstance(kept, str) else []), *([Path(usual)] if usual else [])]
        mounted = {volume.path for volume in self._volumes.sticks()}
        return [one for one in dict.fromkeys(found) if one.is_dir() and one not in mounted]

    @Slot()
    def _on_activated(self) -> None:
        if self.currentIndex() == self.count() - 1:
            self.setCurrentIndex(self._last)  # until one is chosen
            self.ask()
            return
        self._wants_stick, self._last = False, self.currentIndex()
        self.chosen.emit()


def _say(volume: Volume) -> str:
    if volume.read_only:
        return current().format(_LOCKED, name=volume.name)
    return current().format(_FREE, name=volume.name, free=current().size(volume.free))
