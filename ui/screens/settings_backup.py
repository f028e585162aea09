"""Backups: when they are made by themselves and where, how many are kept, when the last one was made, and one made now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QLabel, QPushButton

from baseldesk.errors import BaselDeskError
from baseldesk.i18n import N_, _, current
from baseldesk.journal.clock import instant
from ui import dialogs, theme
from ui.backup_standing import MADE, SCHEDULE, backup_standing, keep_outcome, last_made, read_plan
from ui.screens import Context
from ui.screens.exchange_copying import show_in_folder
from ui.screens.settings_backup_seal import SealLine
from ui.screens.settings_line import ChoiceLine, line_of
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.progress import Progress

if TYPE_CHECKING:
    from baseldesk.sync.backup_schedule import Schedule

FOLDER = "backup/folder"
WHEN, KEPT = ("never", "close", "daily", "weekly"), (1, 3, 5, 10, 30)  # as in sync/backup_schedule, which is heavy
_WHEN_WORDS = {
    "never": N_("Only when I ask for it"), "close": N_("Each time BaselDesk is closed"), "daily": N_("Once a day"),
    "weekly": N_("Once a week"),
}  # fmt: skip
_WHAT = N_("Everything that is recorded here, but not the keys of this computer, in one file. Keep it as safe as the computer.")
_NONE = N_("No copy was made on this computer yet.")
_LAST = N_("The last one was made on {day}.")
_NO_PLACE = N_("No place is chosen yet. A stick or another disk is best: it survives when this computer does not.")
_SAME_DISK = N_(
    "This folder is on the same disk as the records: when the disk fails, both are lost. A stick or another disk is safer."
)
_OTHER_DISK = N_("This is another disk or a stick: good.")
_AWAY = N_("Nothing is lost: the backup is made when the place is back.")


class BackupCard(Card):
    """Makes copies in the background; what is chosen is kept for this desk and person."""

    def __init__(self, context: Context) -> None:
        super().__init__("save")
        self.setObjectName("backup_card")
        self._context = context
        self.banner, self.progress = Banner(), Progress()
        self.when, self.kept = ChoiceLine("backup_when", WHEN), ChoiceLine("backup_keep", KEPT)
        self.seal = SealLine(context)
        self.place_word, self.place, self.place_button, self.note = QLabel(), QLabel(), QPushButton(), QLabel()
        self._lay_out()
        self.button.clicked.connect(self._on_asked)
        self.place_button.clicked.connect(self._on_place_asked)
        self.when.chosen.connect(self._on_when)
        self.kept.chosen.connect(self._on_kept)
        self.seal.failed.connect(self.banner.show_error)
        self.seal.unsealed_unwanted.connect(self.replace_unsealed)
        context.settings.changed.connect(self._on_setting)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text anew."""
        made = last_made(self._context.settings)
        last = current().format(_LAST, day=current().date(instant(made).date(), "long")) if made else _(_NONE)
        self.set_texts(_("Backup"), f"{_(_WHAT)} {last}", _("Back up…"))
        self.when.set_texts(_("Make a backup"), [_(_WHEN_WORDS[one]) for one in WHEN])
        words = [current().format_plural(N_("The last {n} backup"), N_("The last {n} backups"), one) for one in KEPT]
        self.kept.set_texts(_("Keep"), words)
        self.place_word.setText(_("Place for backups"))
        self.place_button.setText(_("Choose the place…"))
        self.place_button.setAccessibleDescription(self.place_word.text())
        for part in (self.progress, self.banner, self.seal):
            part.retranslate()
        self._show_plan()

    def write_to(self, chosen: list[Path]) -> None:
        """Writes the copy into this file."""
        from baseldesk.sync.backup import back_up

        self._context.settings.put(FOLDER, str(chosen[0].parent))
        self._begin(partial(back_up, self._context.desk, chosen[0]), self._on_made)

    def _begin(self, work: Callable[..., object], then: Callable[[Any], None]) -> None:
        self.banner.clear()
        self._enable(False)
        task = self._context.runner.read(work, then, self._on_failed, label=_("Backing up"), reports=True)
        task.keeps_open = True
        task.stopped.connect(self._on_ended)
        task.progressed.connect(self.progress.set_progress)
        self.progress.follow(task)

    @Slot()
    def replace_unsealed(self) -> None:
        """Makes a sealed backup in the place that is chosen, and takes those away that are not sealed."""
        from baseldesk.sync.backup_schedule import replace_unsealed

        work = partial(replace_unsealed, self._context.desk, read_plan(self._context.settings))
        self._begin(work, self._on_replaced)

    def use_place(self, chosen: list[Path]) -> None:
        """From now on backups go there; where none were made by themselves before, they are made daily."""
        from baseldesk.sync.backup_schedule import DAILY, NEVER, choose_folder

        plan = read_plan(self._context.settings)
        try:
            fresh = choose_folder(plan, chosen[0], self._context.desk.folder)
        except BaselDeskError as error:
            self.banner.show_error(error)
            return
        is_first = plan.when == NEVER and not plan.folder
        self._keep(replace(fresh, when=DAILY) if is_first else fresh)
        if is_first and self.seal.state and not self.seal.state.is_kept:  # asked once
            self.seal.ask()

    def _lay_out(self) -> None:
        for label in (self.place_word, self.place, self.note):
            label.setWordWrap(True)
            theme.align(label)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.tint(self.place_word, "muted")
        theme.tint(self.note, "muted")
        self.button.setObjectName("backup_button")
        self.place_button.setObjectName("backup_place_button")
        self.body.addWidget(self.banner)
        self.body.addWidget(self.progress)
        for part in (self.when, self.kept):
            self.body.addWidget(part)
        self.body.addWidget(self.place_word)
        self.body.addLayout(line_of(self.place, self.place_button))
        self.body.addWidget(self.note)
        self.body.addWidget(self.seal)

    def _show_plan(self) -> None:
        plan = read_plan(self._context.settings)
        self.when.choose(plan.when)
        self.kept.choose(plan.keep)
        self.kept.setVisible(plan.is_on)
        self.place.setText(plan.folder)
        self.place.setVisible(bool(plan.folder))
        note, role = _NO_PLACE, "muted"
        if plan.folder:
            note, role = (_OTHER_DISK, "good") if plan.other_disk else (_SAME_DISK, "attention")
        standing = backup_standing(self._context.settings, self._context.desk.clock())
        said = _(_AWAY) if plan.trouble == "away" else _(note)
        self.note.setText(f"{standing.text}. {said}" if standing and plan.trouble else said)
        theme.tint(self.note, "attention" if plan.trouble else role)

    def _keep(self, plan: Schedule) -> None:
        self._context.settings.put(SCHEDULE, plan.as_json())

    @Slot(str)
    def _on_setting(self, key: str) -> None:
        if key in (SCHEDULE, MADE):
            self.retranslate()
            if self.isVisible():
                self.seal.look()

    @Slot(object)
    def _on_when(self, when: str) -> None:
        plan = replace(read_plan(self._context.settings), when=when, trouble="")
        self._keep(plan)
        if plan.when != "never" and not plan.folder:
            self._on_place_asked()

    @Slot(object)
    def _on_kept(self, keep: int) -> None:
        self._keep(replace(read_plan(self._context.settings), keep=keep))

    @Slot()
    def _on_place_asked(self) -> None:
        start = read_plan(self._context.settings).folder or _documents()
        dialogs.ask_folder(self, _("Place for backups"), start, self.use_place)

    @Slot()
    def _on_asked(self) -> None:
        from baseldesk.sync.backup import SUFFIX

        desk = self._context.desk
        folder = Path(str(self._context.settings.get(FOLDER, _documents())))
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
    def _on_replaced(self, outcome: Schedule) -> None:
        self._on_ended()
        keep_outcome(self._context.settings, outcome)
        self.seal.look()
        if not outcome.trouble:
            self.banner.say("good", N_("The backup is written and was read back: {file}."), file=Path(outcome.file).name)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._on_ended()
        self.banner.show_error(error)

    @Slot()
    def _on_ended(self) -> None:
        self.progress.follow(None)
        self._enable(True)

    def _enable(self, enabled: bool) -> None:
        for button in (self.button, self.seal.delete_button):
            button.setEnabled(enabled)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
