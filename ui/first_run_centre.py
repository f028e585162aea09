"""The second question of the first start, for which centre one works; or an earlier desk comes back from its backup."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QListWidget, QListWidgetItem, QPushButton

from baseldesk.i18n import N_, _, current, isolate
from ui import dialogs, icons, theme
from ui.tasks import Runner
from ui.widgets.guide import Step
from ui.widgets.picker_sources import fold
from ui.widgets.progress import Progress

SECRETARIAT = "SBC"  # as the lists of centres have it
_CODE = Qt.ItemDataRole.UserRole
_BACK = N_("Did you work with BaselDesk before, on another computer? A backup brings that work here.")
_HOST = N_("{centre} · {country}")


class CentreStep(Step):
    """The centres by name and country, narrowed as one types; beneath them the way back from a backup."""

    brought_back = Signal()

    def __init__(self, folder: Path, runner: Runner) -> None:
        super().__init__()
        self._folder, self._runner = folder, runner
        self.line, self.list = QLineEdit(), QListWidget()
        self.backup_label, self.backup_button, self.progress = QLabel(), QPushButton(), Progress()
        self.line.setObjectName("first_centre")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setWordWrap(True)
        self.backup_label.setWordWrap(True)
        theme.tint(self.backup_label, "muted")
        theme.align(self.backup_label)
        icons.put(self.backup_button, "history")
        for part in (self.line, self.list, self.backup_label, self.backup_button, self.progress):
            self.body.addWidget(part)
        self.line.textChanged.connect(self._on_typed)
        self.list.currentRowChanged.connect(self.changed)
        self.backup_button.clicked.connect(self._on_backup)
        self.progress.follow(None)

    def heading(self) -> str:
        return _("For which centre do you work?")

    def is_ready(self) -> bool:
        """Only with a centre."""
        return bool(self.code())

    def code(self) -> str:
        """The centre's code; "" for none."""
        item = self.list.currentItem()
        return str(item.data(_CODE)) if item is not None and not item.isHidden() else ""

    def arrive(self) -> None:
        """Lists the centres in the language that is chosen now."""
        kept = self.code()
        self.line.setPlaceholderText(_("Type a few letters of its name or country"))
        self.line.setAccessibleName(self.heading())
        self.list.setAccessibleName(_("Centres"))
        self.backup_label.setText(_(_BACK))
        self.backup_button.setText(_("Bring back a backup…"))
        self.list.clear()
        for code, words in _centres():
            item = QListWidgetItem(words, self.list)
            item.setData(_CODE, code)
            item.setSelected(code == kept)
            if code == kept:
                self.list.setCurrentItem(item)
        self._on_typed(self.line.text())

    def take(self, chosen: list[Path]) -> None:
        """Brings the backup back into the folder of the new desk."""
        self.setEnabled(False)
        work = partial(_restore, chosen[0], self._folder)
        task = self._runner.write(work, self._on_restored, self._on_failed, label=_("Bringing back"), reports=True)
        task.progressed.connect(self.progress.set_progress)
        self.progress.follow(task)

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        wanted = fold(typed).split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(one in fold(f"{item.text()} {item.data(_CODE)}") for one in wanted))
        shown = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if wanted and len(shown) == 1:
            self.list.setCurrentRow(shown[0])
        self.changed.emit()

    @Slot()
    def _on_backup(self) -> None:
        from baseldesk.sync.backup import SUFFIX

        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kinds = [current().format(N_("Backups (*{suffix})"), suffix=SUFFIX)]
        dialogs.ask_files(self, _("Bring back a backup"), start, kinds, self.take)

    @Slot(object)
    def _on_restored(self, _nothing: object) -> None:
        self.brought_back.emit()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.progress.follow(None)
        self.setEnabled(True)
        self.failed.emit(error)


def _restore(file: Path, folder: Path, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
    from baseldesk.sync.restoring import restore

    restore(file, folder, progress=progress, cancelled=cancelled).close()


def _centres() -> list[tuple[str, str]]:
    """Code, and name with country, in the order of the alphabet; the secretariat last."""
    from baseldesk.records import vocabulary
    from baseldesk.sync.station import host_countries

    hosts = host_countries()
    named = []
    for code in vocabulary.codes("centre"):
        centre, country = isolate(current().label(code, "centre")), isolate(current().label(hosts.get(code, ""), "country"))
        named.append((code == SECRETARIAT, current().format(_HOST, centre=centre, country=country), code))
    return [(code, words) for _last, words, code in sorted(named)]
