"""A copy of everything in one file: when the last one was made, and a button that makes the next."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Slot

from baseldesk.i18n import N_, _, current
from baseldesk.journal.clock import instant
from ui import dialogs
from ui.screens import Context
from ui.screens.exchange_copying import show_in_folder
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.progress import Progress

FOLDER, MADE = "backup/folder", "backup/made"
_WHAT = N_("Everything of this desk but its keys, in one file. It holds personal data as they are: keep it safe.")
_NONE = N_("No copy was made on this computer yet.")
_LAST = N_("The last one was made on {day}.")


class BackupCard(Card):
    """Makes copies in the background; the day of the last one is kept for the desk."""

    def __init__(self, context: Context) -> None:
        super().__init__("save")
        self.setObjectName("backup_card")
        self._context = context
        self.banner, self.progress = Banner(), Progress()
        self.body.addWidget(self.banner)
        self.body.addWidget(self.progress)
        self.button.clicked.connect(self._on_asked)
        self.button.setObjectName("backup_button")
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text anew."""
        made = str(self._context.settings.get(MADE, ""))
        last = current().format(_LAST, day=current().date(instant(int(made)).date(), "long")) if made.isdigit() else _(_NONE)
        self.set_texts(_("Backup"), f"{_(_WHAT)} {last}", _("Back up…"))
        self.progress.retranslate()
        self.banner.retranslate()

    def write_to(self, chosen: list[Path]) -> None:
        """Writes the copy into this file."""
        from baseldesk.sync.backup import back_up

        self.banner.clear()
        self.button.setEnabled(False)
        self._context.settings.put(FOLDER, str(chosen[0].parent))
        work = partial(back_up, self._context.desk, chosen[0])
        task = self._context.runner.read(work, self._on_made, self._on_failed, label=_("Backing up"), reports=True)
        task.stopped.connect(self._on_ended)
        task.progressed.connect(self.progress.set_progress)
        self.progress.follow(task)

    @Slot()
    def _on_asked(self) -> None:
        from baseldesk.sync.backup import SUFFIX

        desk = self._context.desk
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(self._context.settings.get(FOLDER, usual)))
        name = f"{desk.owner}-{instant(desk.clock()).date().isoformat()}{SUFFIX}"
        kind = current().format(N_("Backups (*{suffix})"), suffix=SUFFIX)
        dialogs.ask_target(self, _("Write the backup as"), folder / name, kind, self.write_to)

    @Slot(object)
    def _on_made(self, written: object) -> None:
        self._on_ended()
        self._context.settings.put(MADE, str(self._context.desk.clock()))
        self.retranslate()
        path = getattr(written, "path", Path())
        self.banner.say("good", N_("The backup is written and was read back: {file}."), file=path.name)
        self.banner.offer(N_("Show in folder"), partial(show_in_folder, path))

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._on_ended()
        self.banner.show_error(error)

    @Slot()
    def _on_ended(self) -> None:
        self.progress.follow(None)
        self.button.setEnabled(True)
