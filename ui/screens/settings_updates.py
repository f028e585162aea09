"""Updates from a file: which program, work plan and lists are in use, and newer ones taken in from what the secretariat gives."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtWidgets import QLabel, QPushButton

from baseldesk import __version__ as version
from baseldesk.i18n import N_, _, current
from ui import dialogs, icons, theme
from ui.screens import Context
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.field_flow import FlowLayout

if TYPE_CHECKING:
    from baseldesk.sync.release_news import Followed, News

_WHAT = N_("The secretariat publishes new work plans and choice lists. They come by themselves with what it sends, or in a file.")
_PLAN = N_("Work plan and choice lists: release {number}, of {day}.")
_PLAN_SHIPPED = N_("Work plan and choice lists: release {number}, which came with the program.")
_PROGRAM = N_("Program: version {version}.")
_HOW = N_(
    "A new version of the program comes as an installer file of its own, from the secretariat: close BaselDesk and open that "
    "file. Your records stay where they are, and are brought up to date when it starts. Make a backup first."
)
_NOTHING_YET = N_("Checked; nothing was changed yet.")
_SAID = {
    "same": N_("Release {number} is in use already. Nothing was changed."),
    "older": N_("This file holds release {number}, and release {held} is in use: it is newer. Nothing was changed."),
    "rival": N_("Release {number} is in use already, with other content. Nothing was changed; ask the secretariat."),
}
_TAKEN = N_("Release {number} is in use now. Records keep what they have; what is retired is not offered any more.")


def what_changes(news: News) -> str:
    """«3 new entries in Theme, 1 no longer offered, 12 texts»."""
    t = current()
    parts = [
        t.format(N_("{list}: {entries}"), list=_list_name(name), entries=t.format_plural(N_("{n} new"), N_("{n} new"), n))
        for name, n in news.added.items()
    ]
    if gone := sum(news.retired.values()):
        parts.append(t.format_plural(N_("{n} no longer offered"), N_("{n} no longer offered"), gone))
    if news.labels:
        parts.append(t.format_plural(N_("{n} text"), N_("{n} texts"), news.labels))
    return "; ".join(parts) or _("nothing that concerns the lists")


def _list_name(name: str) -> str:
    from baseldesk.records.types import TYPES

    for declared in TYPES.values():
        for field in declared.fields:
            if field.vocabulary == name:
                return _(field.label)
    return name.replace("_", " ")


class UpdatesCard(Card):
    """Says what is in use; looks at a file first, and takes it in when a person has seen what it changes."""

    def __init__(self, context: Context) -> None:
        super().__init__("download")
        self.setObjectName("updates_card")
        self._context, self._file = context, Path()
        self._followed: Followed | None = None
        self.banner, self.plan, self.program, self.how = Banner(), QLabel(), QLabel(), QLabel()
        self.write_button = QPushButton()
        self.button.setObjectName("update_button")
        self.write_button.setObjectName("update_write_button")
        icons.put(self.write_button, "save")
        self.body.addWidget(self.banner)
        for label in (self.plan, self.program, self.how):
            label.setWordWrap(True)
            theme.align(label)
            self.body.addWidget(label)
        theme.tint(self.how, "muted")
        row = FlowLayout(spacing=theme.NEAR)
        row.addWidget(self.write_button)
        self.body.addLayout(row)
        self.button.clicked.connect(self._on_asked)
        self.write_button.clicked.connect(self._on_write_asked)
        self.retranslate()
        self._look()

    def retranslate(self) -> None:
        """Sets every text anew."""
        t, held = current(), self._followed
        self.set_texts(_("Updates"), _(_WHAT), _("Take in an update…"))
        self.program.setText(t.format(_PROGRAM, version=version))
        self.how.setText(_(_HOW))
        self.write_button.setText(_("Write the update into a file…"))
        self.write_button.setVisible(held is not None and held.made is not None)
        if held is None:
            self.plan.clear()
        elif held.made is None:
            self.plan.setText(t.format(_PLAN_SHIPPED, number=held.number))
        else:
            self.plan.setText(t.format(_PLAN, number=held.number, day=t.date(held.made.date(), "long")))
        self.banner.retranslate()

    def look_at(self, chosen: list[Path]) -> None:
        """Says what is in this file, and offers to take it in."""
        from baseldesk.sync.release_news import rehearse

        self._file = chosen[0]
        self.banner.clear()
        self.button.setEnabled(False)  # what is said, and then taken in, is of one file
        work = partial(rehearse, self._context.desk, self._file)
        self._context.runner.read(work, self._on_looked, self._on_failed, label=_("Looking at the file…"))

    @Slot()
    def take_in(self) -> None:
        """Takes it in, as one change."""
        from baseldesk.sync.release_news import take_in

        self.button.setEnabled(False)
        work = partial(take_in, self._context.desk, self._file)
        self._context.runner.write(work, self._on_taken, self._on_failed, label=_("Taking in"))

    def write_to(self, chosen: list[Path]) -> None:
        """Writes the release in use into this file."""
        from baseldesk.sync.release_news import write_release

        work = partial(write_release, self._context.desk, chosen[0])
        self._context.runner.read(work, self._on_written, self._on_failed, label=_("Writing"))

    def _look(self) -> None:
        from baseldesk.sync.release_news import followed

        self._context.runner.read_anew(partial(followed, self._context.desk), self._on_followed, self._on_failed)

    @Slot()
    def _on_asked(self) -> None:
        from baseldesk.sync.release_news import SUFFIX

        kinds = [current().format(N_("Updates (*{suffix})"), suffix=SUFFIX), _("All files (*)")]
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        dialogs.ask_files(self, _("Take in an update"), start, kinds, self.look_at)

    @Slot()
    def _on_write_asked(self) -> None:
        from baseldesk.sync.release_news import SUFFIX

        number = self._followed.number if self._followed else 0
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        kind = current().format(N_("Updates (*{suffix})"), suffix=SUFFIX)
        dialogs.ask_target(self, _("Write the update as"), folder / f"basel-update-{number}{SUFFIX}", kind, self.write_to)

    @Slot(object)
    def _on_followed(self, followed: Followed) -> None:
        self._followed = followed
        self.retranslate()

    @Slot(object)
    def _on_looked(self, news: News) -> None:
        self.button.setEnabled(True)
        if news.verdict != "newer":
            self.banner.say(
                "info" if news.verdict == "same" else "attention", _SAID[news.verdict], number=news.number, held=news.held
            )
            return
        said = N_("Release {number} of {day}: {changes}.")
        day = current().date(news.made.date(), "long")
        self.banner.say("info", said, _NOTHING_YET, number=news.number, day=day, changes=what_changes(news))
        self.banner.offer(N_("Take it in"), self.take_in)

    @Slot(object)
    def _on_taken(self, news: News) -> None:
        self.button.setEnabled(True)
        self.banner.say("good", _TAKEN, number=news.number)
        self._look()

    @Slot(object)
    def _on_written(self, written: object) -> None:
        path = getattr(written, "path", Path())
        self.banner.say("good", N_("The update is written and was read back: {file}."), file=path.name)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.button.setEnabled(True)
        self.banner.show_error(error)
