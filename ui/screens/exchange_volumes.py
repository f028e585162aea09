"""The sticks that are plugged in, looked for again and again while the screen is open: they come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from baseldesk.sync.volumes import Volume, list_volumes

if TYPE_CHECKING:
    from pathlib import Path

    from ui.tasks import Runner

_EVERY = 3_000  # milliseconds


def read_volumes() -> list[Volume]:
    """What is mounted now; a medium that answers slowly holds up nobody, as this runs in the background."""
    return list_volumes()


class VolumeWatch(QObject):
    """Holds the volumes as last seen.

    Attributes:
        changed: others are there now, or their space is another.
        looked: it was looked once more, whatever was found.
    """

    changed = Signal()
    looked = Signal()

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._is_reading = runner, False
        self.volumes: list[Volume] = []
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)

    def watch(self, is_watching: bool) -> None:
        """Begins to look, at once, or ends."""
        if is_watching:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Looks now, unless it is looking already."""
        if not self._is_reading:
            self._is_reading = True
            self._runner.read(read_volumes, self._on_read, self._on_failed)

    def sticks(self) -> list[Volume]:
        """Those that can be carried away."""
        return [one for one in self.volumes if one.removable]

    def holding(self, path: Path) -> Volume | None:
        """The volume that a file or folder lies on, if it can be carried away."""
        return next((one for one in self.sticks() if one.path == path or one.path in path.parents), None)

    @Slot(object)
    def _on_read(self, volumes: list[Volume]) -> None:
        self._is_reading = False
        if volumes != self.volumes:
            self.volumes = volumes
            self.changed.emit()
        self.looked.emit()

    @Slot(object)
    def _on_failed(self, _error: BaseException) -> None:
        """What cannot be listed can still be chosen as a folder."""
        self._on_read([])
