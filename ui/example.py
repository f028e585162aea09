"""The example: made in the background by a process of its own, then opened in a window of its own on a folder of its own.

Nothing of it runs in this program, and nothing of this desk is given to it: the two share the program alone.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, Signal, Slot

from baseldesk.errors import BaselDeskError, DeskLocked
from baseldesk.i18n import current

_STEP = re.compile(r"^\[\s*(\d+)/(\d+)\]", re.MULTILINE)
_PATIENCE = 2000  # milliseconds that a process has to end


class ExampleMaker(QObject):
    """Makes the example where there is none yet, then opens it.

    Attributes:
        progressed: so many of so many steps are done.
        opened: its window is on its way.
        failed: the error, to be shown.
        ended: nothing runs any more, however it came out.
    """

    progressed = Signal(int, int)
    opened = Signal()
    failed = Signal(object)
    ended = Signal()

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        """With no folder it lies beside the person's own records."""
        super().__init__(parent)
        self._folder = folder
        self._process: QProcess | None = None
        self._is_stopped = False

    @property
    def folder(self) -> Path:
        """Where the example lies."""
        from baseldesk.cli.session import data_folder

        return (self._folder or data_folder() / "demo").absolute()

    @property
    def is_running(self) -> bool:
        """Whether it is being made."""
        return self._process is not None

    @Slot()
    def start(self) -> None:
        """Makes it, or goes on with the one that is there."""
        if self.is_running:
            return
        try:
            _refuse_open(self.folder / "centre")
        except BaselDeskError as error:
            self.failed.emit(error)
            self.ended.emit()
            return
        self._is_stopped = False
        self._process = made = QProcess(self)
        made.setProcessEnvironment(_surroundings())
        made.readyReadStandardOutput.connect(self._on_told)
        made.finished.connect(self._on_finished)
        made.errorOccurred.connect(self._on_error)
        QCoreApplication.instance().aboutToQuit.connect(self.stop)  # type: ignore[union-attr]
        made.start(sys.executable, _begin(self.folder))

    @Slot()
    def stop(self) -> None:
        """Stops the making; what is half made is made anew next time."""
        if self._process is not None:
            self._is_stopped = True
            self._process.kill()
            self._process.waitForFinished(_PATIENCE)

    @Slot()
    def _on_told(self) -> None:
        told = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace") if self._process else ""
        for done, total in _STEP.findall(told):
            self.progressed.emit(int(done), int(total))

    @Slot()
    def _on_error(self) -> None:
        if self._process is not None and self._process.state() == QProcess.ProcessState.NotRunning:
            self._on_finished(-1)

    @Slot(int)
    def _on_finished(self, code: int) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.deleteLater()
        if code == 0 and not self._is_stopped:
            self._open()
        elif not self._is_stopped:
            self.failed.emit(BaselDeskError("example.not_made"))
        self.ended.emit()

    def _open(self) -> None:
        """A window that lives on when this one is closed."""
        if _open_window(["-m", "baseldesk", "--desk", str(self.folder / "centre"), "--language", current().language]):
            self.opened.emit()
        else:
            self.failed.emit(BaselDeskError("example.not_made"))


def _open_window(arguments: list[str]) -> bool:
    process = QProcess()
    process.setProgram(sys.executable)
    process.setArguments(arguments)
    process.setProcessEnvironment(_surroundings())
    return bool(process.startDetached())


def _begin(folder: Path) -> list[str]:
    """Makes the example, unless it is there, with its names in the language in use, and tells each step."""
    return ["-m", "baseldesk", "--language", current().language, "demo", "--keep", "--folder", str(folder)]


def _surroundings() -> QProcessEnvironment:
    """Those of this program, with its own code found first and words as UTF-8."""
    around = QProcessEnvironment.systemEnvironment()
    code = str(Path(__file__).resolve().parents[1])
    around.insert("PYTHONPATH", os.pathsep.join(filter(None, (code, around.value("PYTHONPATH")))))
    around.insert("PYTHONUTF8", "1")
    around.insert("PYTHONUNBUFFERED", "1")
    return around


def _refuse_open(folder: Path) -> None:
    """Nobody sees the example twice at a time.

    Raises:
        DeskLocked: its window is open.
    """
    from baseldesk.desk.lock import DeskLock

    if not (folder / "desk.db").exists():
        return
    try:
        DeskLock(folder).release()
    except DeskLocked:
        raise DeskLocked("example.open") from None
