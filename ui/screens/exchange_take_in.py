"""The card that takes in what came: files are dropped or chosen, tried out without changing anything, then taken in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from baseldesk.errors import BaselDeskError
from baseldesk.i18n import N_, _, current
from ui import dialogs, icons, theme
from ui.screens import Context
from ui.screens.exchange_words import describe_import, describe_refused
from ui.volumes import list_volumes
from ui.widgets.card import Card
from ui.widgets.progress import Progress

if TYPE_CHECKING:
    from baseldesk.sync.bundle import Imported

FILES = N_("BaselDesk files (*.BDESK *.bdesk)")
ALL = N_("All files (*)")


class Sorted(NamedTuple):
    """Files by what is to be done with them."""

    ours: list[Path]
    requests: list[Path]
    replies: list[Path]


def sort_files(paths: list[Path]) -> Sorted:
    """Tells data files from the files of registering; what cannot be told is left to the import to refuse in words."""
    from baseldesk.sync.bundle import kind_of
    from baseldesk.sync.framing import Kind
    from baseldesk.sync.importing import find_files

    found = Sorted([], [], [])
    piles = {Kind.REQUEST: found.requests, Kind.REPLY: found.replies}
    for path in find_files(paths):
        try:
            kind = kind_of(path)
        except BaselDeskError:
            kind = Kind.BUNDLE
        piles.get(kind, found.ours).append(path)
    return found


class TakeInCard(Card):
    """Nothing is changed before a person has seen what would be."""

    taken_in = Signal()
    failed = Signal(object)
    request_came = Signal(object)  # Path: a computer asks to be registered
    reply_came = Signal(object)  # Path: the secretariat answers

    def __init__(self, context: Context) -> None:
        super().__init__("download")
        self._context = context
        self._paths: list[Path] = []
        self._rehearsed: Imported | None = None
        self._done: Imported | None = None
        self.outcome, self.refused, self.progress = QLabel(), QLabel(), Progress()
        self.take_button, self.not_now_button, self.stick_button = QPushButton(), QPushButton(), QPushButton()
        self._fill_body()
        self._connect()
        self.setObjectName("take_in")
        self.setAcceptDrops(True)

    def retranslate(self) -> None:
        """Sets every text anew."""
        truth = _("Drop files here or choose them. You see what they bring before anything is changed.")
        self.set_texts(_("Take in"), truth, _("Choose files…"))
        self.take_button.setText(_("Take in"))
        self.not_now_button.setText(_("Not now"))
        self.progress.retranslate()
        self._show_outcome()
        self.look_for_sticks()

    @Slot()
    def look_for_sticks(self) -> None:
        """Offers to look on a stick, where one is plugged in."""
        volumes = list_volumes()
        self.stick_button.setVisible(bool(volumes))
        if volumes:
            self.stick_button.setText(current().format(N_("Look on {stick}"), stick=volumes[0].name))

    @Slot(list)
    def consider(self, paths: list[Path]) -> None:
        """Looks at files or folders, and tries out what they would bring."""
        self._rehearsed = self._done = None
        self._show_outcome()
        self._context.runner.read(partial(sort_files, paths), self._on_sorted, self._on_failed, label=_("Looking at the files"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files, nothing else."""
        if _paths_of(event):
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

    def _fill_body(self) -> None:
        for label, role in ((self.outcome, "text"), (self.refused, "bad")):
            label.setWordWrap(True)
            theme.tint(label, role)
            self.body.addWidget(label)
        self.body.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(theme.NEAR)
        for button in (self.take_button, self.not_now_button):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.stick_button)
        icons.put(self.take_button, "check", "on_accent")
        icons.put(self.stick_button, "usb")
        theme.make_primary(self.take_button)
        names = {
            "take_in_choose": self.button, "take_in_button": self.take_button, "take_in_not_now": self.not_now_button,
            "take_in_outcome": self.outcome, "take_in_refused": self.refused,
        }  # fmt: skip
        for name, part in names.items():
            part.setObjectName(name)

    def _connect(self) -> None:
        self.button.clicked.connect(self._on_choose)
        self.take_button.clicked.connect(self._on_take_in)
        self.not_now_button.clicked.connect(self._on_not_now)
        self.stick_button.clicked.connect(self._on_stick)

    @Slot()
    def _on_choose(self) -> None:
        dialogs.ask_files(self, _("Which files came?"), "", [_(FILES), _(ALL)], self.consider)

    @Slot()
    def _on_stick(self) -> None:
        if volumes := list_volumes():
            self.consider([volumes[0].path])

    @Slot(object)
    def _on_sorted(self, found: Sorted) -> None:
        for path in found.replies[:1]:
            self.reply_came.emit(path)
        for path in found.requests[:1]:
            self.request_came.emit(path)
        if found.ours:
            self._paths = found.ours
            self._import(_("Trying out what the files bring"), self._on_rehearsed, rehearse=True)
        elif not found.replies and not found.requests:
            self.set_sentence(_("No BaselDesk file was found there."), "attention")

    def _import(self, label: str, then: Any, *, rehearse: bool) -> None:
        from baseldesk.sync.bundle import import_bundle

        work = partial(import_bundle, self._context.desk, self._paths, rehearse=rehearse)
        task = self._context.runner.write(work, then, self._on_failed, label=label, reports=True)
        task.progressed.connect(self.progress.set_progress)
        task.stopped.connect(self._on_stopped)
        self.progress.follow(task)
        self.button.setEnabled(False)

    @Slot(object)
    def _on_rehearsed(self, found: Imported) -> None:
        self._rehearsed = found
        self._end()

    @Slot()
    def _on_take_in(self) -> None:
        self._rehearsed = None
        self._show_outcome()
        self._import(_("Taking in the files"), self._on_done, rehearse=False)

    @Slot()
    def _on_not_now(self) -> None:
        self._rehearsed = self._done = None
        self._show_outcome()

    @Slot(object)
    def _on_done(self, found: Imported) -> None:
        self._done = found
        self._end()
        self.taken_in.emit()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._end()
        self.failed.emit(error)

    @Slot()
    def _on_stopped(self) -> None:
        self._end()
        self._context.window.status(_("Stopped. Nothing was changed."))

    def _end(self) -> None:
        self.progress.follow(None)
        self.button.setEnabled(True)
        self._show_outcome()

    def _show_outcome(self) -> None:
        found = self._rehearsed or self._done
        lines = describe_import(found, rehearsed=self._rehearsed is not None) if found else []
        if self._done is not None and lines:
            lines.insert(0, _("Taken in and saved."))
        refused = [describe_refused(one.file, one.error) for one in found.refused] if found else []
        self.outcome.setText("\n".join(lines))
        self.outcome.setVisible(bool(lines))
        self.refused.setText("\n".join(refused))
        self.refused.setVisible(bool(refused))
        offers = self._rehearsed is not None and bool(lines)
        self.take_button.setVisible(offers)
        self.not_now_button.setVisible(offers)
        theme.tint(self.outcome, "good" if self._done is not None else "text")


def _paths_of(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
