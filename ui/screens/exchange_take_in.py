"""The card that takes in what came: files are dropped or chosen, tried out without changing anything, then taken in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from baseldesk.i18n import N_, _, current
from ui import dialogs, icons, theme
from ui.screens import Context
from ui.screens.exchange_came import describe_import, describe_refused
from ui.screens.exchange_opening import OpenCard
from ui.screens.exchange_sorting import Sorted, sort_files
from ui.screens.exchange_volumes import VolumeWatch
from ui.widgets.field_flow import FlowLayout
from ui.widgets.scrolled import reveal

if TYPE_CHECKING:
    from baseldesk.sync.bundle import Imported

FILES = N_("BaselDesk files (*.BDESK *.bdesk)")
ALL = N_("All files (*)")
_STOPPED = N_("Stopped. Nothing was changed.")
_TRUTH = N_("Drop files here or choose them. You see what they bring before anything is changed.")


class TakeInCard(OpenCard):
    """Nothing is changed before a person has seen what would be.

    Attributes:
        taken_in: something was taken in.
        came: a file that is no data file: (its kind, the path), for a guide to go on with.
        shown: something else stands here now, so that another button may be the main one.
    """

    taken_in = Signal()
    shown = Signal()
    came = Signal(str, object)

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__(context, volumes, "download")
        self._paths: list[Path] = []
        self._rehearsed: Imported | None = None
        self._done: Imported | None = None
        self._is_asked_for = False
        self.outcome, self.refused = QLabel(), QLabel()
        self.take_button, self.not_now_button, self.receipt_button = QPushButton(), QPushButton(), QPushButton()
        self.needs_button = QPushButton()
        self.printed_button = QToolButton()
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

    def begin(self) -> None:
        """From Home in one click: looks on the sticks that are plugged in; without one, asks for files."""
        if not self.is_working and self._rehearsed is None:
            self._is_asked_for = True
            reveal(self)
            self.volumes.look()

    @property
    def has_main(self) -> bool:
        """Whether what stands here has a main button of its own: taking in, or going to what needs a person."""
        return not self.take_button.isHidden() or not self.needs_button.isHidden()

    @Slot()
    def _on_sticks_looked(self) -> None:
        if not self._is_asked_for:
            return
        self._is_asked_for = False
        sticks = [one.path for one in self.volumes.sticks()]
        if sticks:
            self.consider(sticks)
        else:
            self._on_choose()

    @Slot(list)
    def consider(self, paths: list[Path]) -> None:
        """Looks at files or folders, and tries out what they would bring."""
        if self.is_working:
            return
        self._rehearsed = self._done = None
        self._show_outcome()
        self.set_sentence(_(_TRUTH))
        work = partial(sort_files, paths, self.context.desk)
        self.context.runner.read_anew(work, self._on_sorted, self._on_failed, label=_("Looking at the files"))

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
            own = _("Nothing has come: what lies there was written on this computer.")
            self.set_sentence(own if found.written_here else _("No BaselDesk file was found there."), "attention")
            self.button.setFocus()

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
        reveal(self.refused if self.outcome.isHidden() else self.outcome)
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
    def _on_needs(self) -> None:
        self.context.window.show_screen("todo")

    @Slot()
    def open_printed_key(self) -> None:
        """Leads through opening files with the key on a page."""
        from ui.screens.computers_rescue import RescueGuide

        guide = RescueGuide(self.context, self.volumes, self.window())
        guide.taken_in.connect(self.taken_in)
        guide.open()

    @Slot()
    def _on_receipt(self) -> None:
        """To whoever sent the newest of what was taken in."""
        from ui.screens.exchange_again import AcknowledgeGuide

        if self._done is not None and self._done.bundles:
            sender = self._done.bundles[-1].sender
            guide = AcknowledgeGuide(self.context, self.volumes, sender, self.window())
            guide.written.connect(self.taken_in)
            guide.open()

    def _on_taken_in(self, found: Imported) -> None:
        self._done = found
        self._show_outcome()
        reveal(self.outcome)
        self._lead_on()
        self.taken_in.emit()

    def _lead_on(self) -> None:
        """The focus goes to what comes next, unless a person has gone elsewhere meanwhile."""
        if self.isAncestorOf(self.window().focusWidget() or self):
            offered = (self.needs_button, self.receipt_button, self.button)
            next(button for button in offered if not button.isHidden()).setFocus()

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
        needs = self._done.records["conflict"] + self._done.records["needs_person"] if self._done is not None else 0
        self.needs_button.setText(
            current().format_plural(N_("Look at the {n} that needs you"), N_("Look at the {n} that need you"), needs)
        )
        self.needs_button.setVisible(needs > 0)
        self.shown.emit()
        theme.tint(self.outcome, "good" if self._done is not None else "text")

    def _fill_body(self) -> None:
        for label, role in ((self.outcome, "text"), (self.refused, "bad")):
            label.setWordWrap(True)
            theme.align(label)
            theme.tint(label, role)
            self.body.addWidget(label)
        self.body.addWidget(self.progress)
        row = FlowLayout(spacing=theme.NEAR)
        for button in (self.take_button, self.not_now_button, self.needs_button, self.receipt_button):
            row.addWidget(button)
        self.body.addLayout(row)
        self.body.addLayout(self.sticks)
        self.body.addWidget(self.printed_button)
        self.printed_button.setAutoRaise(True)
        self.printed_button.setObjectName("take_in_printed")
        icons.put(self.take_button, "check", "on_accent")
        icons.put(self.receipt_button, "check-check")
        icons.put(self.needs_button, "list-checks", "on_accent")
        for button in (self.take_button, self.needs_button):
            theme.make_primary(button)
        names = {
            "take_in_choose": self.button, "take_in_button": self.take_button, "take_in_not_now": self.not_now_button,
            "take_in_outcome": self.outcome, "take_in_refused": self.refused, "take_in": self,
            "take_in_receipt": self.receipt_button, "take_in_needs": self.needs_button,
        }  # fmt: skip
        for name, part in names.items():
            part.setObjectName(name)

    def _connect(self) -> None:
        self.button.clicked.connect(self._on_choose)
        self.take_button.clicked.connect(self._on_take_in)
        self.not_now_button.clicked.connect(self._on_not_now)
        self.receipt_button.clicked.connect(self._on_receipt)
        self.printed_button.clicked.connect(self.open_printed_key)
        self.needs_button.clicked.connect(self._on_needs)
        self.volumes.looked.connect(self._on_sticks_looked)
