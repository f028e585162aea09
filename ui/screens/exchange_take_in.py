"""The card that takes in what came: files are dropped or chosen, tried out without changing anything, then taken in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QVBoxLayout

from baseldesk.i18n import N_, _, current
from ui import dialogs, icons, theme
from ui.screens import Context
from ui.screens.exchange_came import describe_import, describe_refused
from ui.screens.exchange_sorting import Sorted, sort_files
from ui.screens.exchange_volumes import VolumeWatch
from ui.screens.exchange_working import WorkingCard
from ui.widgets.field_flow import FlowLayout

if TYPE_CHECKING:
    from baseldesk.sync.bundle import Imported

FILES = N_("BaselDesk files (*.BDESK *.bdesk)")
ALL = N_("All files (*)")
_STOPPED = N_("Stopped. Nothing was changed.")
_TRUTH = N_("Drop files here or choose them. You see what they bring before anything is changed.")
_MOST_STICKS = 3


class TakeInCard(WorkingCard):
    """Nothing is changed before a person has seen what would be.

    Attributes:
        taken_in: something was taken in.
        came: a file that is no data file: (its kind, the path), for a guide to go on with.
    """

    taken_in = Signal()
    came = Signal(str, object)

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__(context, "download")
        self._volumes = volumes
        self._paths: list[Path] = []
        self._rehearsed: Imported | None = None
        self._done: Imported | None = None
        self.outcome, self.refused = QLabel(), QLabel()
        self.take_button, self.not_now_button, self.receipt_button = QPushButton(), QPushButton(), QPushButton()
        self.printed_button = QToolButton()
        self.stick_buttons: list[QPushButton] = []
        self._sticks = QVBoxLayout()
        self._fill_body()
        self._connect()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.set_texts(_("Take in"), _(_TRUTH), _("Choose files…"))
        self.take_button.setText(_("Take in"))
        self.not_now_button.setText(_("Not now"))
        self.receipt_button.setText(_("Write the acknowledgement…"))
        self.printed_button.setText(_("Open with a printed key…"))
        self.progress.retranslate()
        self._show_outcome()
        self.show_sticks()

    @Slot()
    def show_sticks(self) -> None:
        """Offers to look on each stick that is plugged in."""
        while item := self._sticks.takeAt(0):
            if old := item.widget():
                old.deleteLater()
        self.stick_buttons = [self._stick_button(one.name, one.path) for one in self._volumes.sticks()[:_MOST_STICKS]]

    @Slot(list)
    def consider(self, paths: list[Path]) -> None:
        """Looks at files or folders, and tries out what they would bring."""
        if self.is_working:
            return
        self._rehearsed = self._done = None
        self._show_outcome()
        self.set_sentence(_(_TRUTH))
        self.context.runner.read(partial(sort_files, paths), self._on_sorted, self._on_failed, label=_("Looking at the files"))

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
        self._sticks.addWidget(button)
        return button

    def _on_stick(self, path: Path, _checked: bool = False) -> None:
        self.consider([path])

    @Slot()
    def _on_choose(self) -> None:
        dialogs.ask_files(self, _("Which files came?"), "", [_(FILES), _(ALL)], self.consider)

    @Slot(object)
    def _on_sorted(self, found: Sorted) -> None:
        for kind, path in found.others:
            self.came.emit(kind, path)
        if found.pictures:
            self._read_paper(found.pictures)
        elif found.ours:
            self._paths = found.ours
            self._import(_("Trying out what the files bring"), self._on_rehearsed, rehearse=True)
        elif not found.others:
            self.set_sentence(_("No BaselDesk file was found there."), "attention")

    def _read_paper(self, pictures: list[Path]) -> None:
        """An acknowledgement brings no records: nothing need be tried out first."""
        from ui.screens.exchange_paper import take_in_paper

        self.start(partial(take_in_paper, self.context.desk, pictures), self._on_paper, _("Reading the pictures"), _STOPPED)

    def _on_paper(self, news: int) -> None:
        said = _("The acknowledgement on paper was taken in.") if news else _("This acknowledgement was here already.")
        self.set_sentence(said, "good")
        self.taken_in.emit()

    def _import(self, label: str, then: Any, *, rehearse: bool) -> None:
        from baseldesk.sync.bundle import import_bundle

        self.start(partial(import_bundle, self.context.desk, self._paths, rehearse=rehearse), then, label, _STOPPED)

    def _on_rehearsed(self, found: Imported) -> None:
        self._rehearsed = found
        self._show_outcome()
        (self.take_button if self.take_button.isVisible() else self.button).setFocus()

    @Slot()
    def _on_take_in(self) -> None:
        self._rehearsed = None
        self._show_outcome()
        self._import(_("Taking in the files"), self._on_taken_in, rehearse=False)

    @Slot()
    def _on_not_now(self) -> None:
        self._rehearsed = self._done = None
        self._show_outcome()

    @Slot()
    def _on_printed(self) -> None:
        from ui.screens.computers_rescue import RescueGuide

        guide = RescueGuide(self.context, self._volumes, self.window())
        guide.taken_in.connect(self.taken_in)
        guide.open()

    @Slot()
    def _on_receipt(self) -> None:
        """To whoever sent the newest of what was taken in."""
        from ui.screens.exchange_again import AcknowledgeGuide

        if self._done is not None and self._done.bundles:
            sender = self._done.bundles[-1].sender
            guide = AcknowledgeGuide(self.context, self._volumes, sender, self.window())
            guide.written.connect(self.taken_in)
            guide.open()

    def _on_taken_in(self, found: Imported) -> None:
        self._done = found
        self._show_outcome()
        self.taken_in.emit()

    def _show_outcome(self) -> None:
        found = self._rehearsed or self._done
        lines = describe_import(found, rehearsed=self._rehearsed is not None) if found else []
        if lines:
            lines.insert(0, _("Taken in and saved.") if self._done is not None else _("This is what taking in would do:"))
        refused = [describe_refused(one.error) for one in found.refused] if found else []
        self.outcome.setText("\n".join(lines))
        self.outcome.setVisible(bool(lines))
        self.refused.setText("\n".join(refused))
        self.refused.setVisible(bool(refused))
        offers = self._rehearsed is not None and bool(lines)
        self.take_button.setVisible(offers)
        self.not_now_button.setVisible(offers)
        self.button.setVisible(not offers)  # one main button at a time
        self.receipt_button.setVisible(bool(self._done and self._done.bundles))
        theme.tint(self.outcome, "good" if self._done is not None else "text")

    def _fill_body(self) -> None:
        for label, role in ((self.outcome, "text"), (self.refused, "bad")):
            label.setWordWrap(True)
            theme.align(label)
            theme.tint(label, role)
            self.body.addWidget(label)
        self.body.addWidget(self.progress)
        row = FlowLayout(spacing=theme.NEAR)
        for button in (self.take_button, self.not_now_button, self.receipt_button):
            row.addWidget(button)
        self.body.addLayout(row)
        self.body.addLayout(self._sticks)
        self.body.addWidget(self.printed_button)
        self.printed_button.setAutoRaise(True)
        self.printed_button.setObjectName("take_in_printed")
        icons.put(self.take_button, "check", "on_accent")
        icons.put(self.receipt_button, "check-check")
        theme.make_primary(self.take_button)
        names = {
            "take_in_choose": self.button, "take_in_button": self.take_button, "take_in_not_now": self.not_now_button,
            "take_in_outcome": self.outcome, "take_in_refused": self.refused, "take_in": self,
            "take_in_receipt": self.receipt_button,
        }  # fmt: skip
        for name, part in names.items():
            part.setObjectName(name)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self.button.clicked.connect(self._on_choose)
        self.take_button.clicked.connect(self._on_take_in)
        self.not_now_button.clicked.connect(self._on_not_now)
        self.receipt_button.clicked.connect(self._on_receipt)
        self.printed_button.clicked.connect(self._on_printed)
        self._volumes.changed.connect(self.show_sticks)


def _paths_of(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
