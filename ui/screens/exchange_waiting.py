"""What waits, under the table of peers: bundles that are not whole yet, and parts that the other side has not got."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import dialogs, icons, theme
from ui.screens import Context
from ui.screens.exchange_came import describe_waiting, list_parts
from ui.screens.exchange_volumes import VolumeWatch
from ui.screens.exchange_words import name_addressee, name_organisation

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.medium import Written
    from baseldesk.sync.waiting import Waiting
    from ui.screens.exchange_state import AskedParts, ExchangeState

_ASKED = N_("{addressee} says that these parts of your last data file have not come: {parts}.")
_LIST = N_("Missing parts of data files")
_LINE = N_("{sender}, data file {number}: {missing} (of {parts} parts; {n} more are enough)")
_SEND = N_("Please send these parts once more. Any way will do: by e-mail or on a stick.")
_DISCARD = N_("The parts that came are deleted here. It all goes again with the sender’s next data file; nothing is lost.")


def write_missing(desk: Desk, waiting: list[Waiting], target: Path) -> Written:
    """Writes the list of missing parts as text, to be printed or mailed.

    Raises:
        MediumError: it cannot be written there.
    """
    from baseldesk.sync.medium import write_bytes

    lines = [_(_LIST), "", current().fill("{owner}", owner=desk.owner), ""]
    lines += [_tell(one) for one in waiting if one.lacking]
    return write_bytes(target, "\n".join([*lines, "", _(_SEND), ""]).encode())


def _tell(one: Waiting) -> str:
    number, missing = one.header.bundle[:4].hex().upper(), list_parts(one.missing)
    sender = name_organisation(one.sender)
    return current().format(_LINE, sender=sender, number=number, missing=missing, parts=one.parts, n=one.lacking)


class WaitingLines(QWidget):
    """Hidden while nothing waits.

    Attributes:
        changed: something was discarded or written.
        failed: it could not be.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__()
        self._context, self._volumes = context, volumes
        self._waiting: list[Waiting] = []
        self._asked: list[AskedParts] = []
        self._lines, self.list_button = QVBoxLayout(), QPushButton()
        self._lines.setSpacing(theme.HAIR)
        icons.put(self.list_button, "printer")
        self.list_button.setObjectName("missing_list")
        self.list_button.clicked.connect(self._on_list)
        row = QHBoxLayout()
        row.addWidget(self.list_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.NEAR)
        column.addLayout(self._lines)
        column.addLayout(row)
        self.hide()

    def show_state(self, state: ExchangeState) -> None:
        """Takes what is known now."""
        if (state.waiting, state.asked) != (self._waiting, self._asked):
            self._waiting, self._asked = state.waiting, state.asked
            self.retranslate()

    def retranslate(self) -> None:
        """Makes the lines anew."""
        while item := self._lines.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for one in self._waiting:
            discard = partial(self._on_discard, one)
            self._add(describe_waiting(one), f"waiting_{one.bundle[:8]}", _("Do not wait any longer…"), "x", discard)
        for asked in self._asked:
            name = name_addressee(asked.to, self._context.desk.owner)
            said = current().format(_ASKED, addressee=name, parts=list_parts(asked.missing))
            self._add(said, f"asked_{asked.to}", _("Write these parts again…"), "refresh-cw", partial(self._on_again, asked))
        self.list_button.setText(_("List of missing parts…"))
        self.list_button.setVisible(any(one.lacking for one in self._waiting))
        self.setVisible(bool(self._waiting or self._asked))

    def save_list(self, chosen: list[Path]) -> None:
        """Writes the list."""
        work = partial(write_missing, self._context.desk, self._waiting, chosen[0])
        self._context.runner.read(work, self._on_listed, self._on_failed, label=_("Writing the list"))

    def _add(self, said: str, name: str, word: str, icon: str, act: object) -> None:
        line, text, button = QWidget(), QLabel(said), QPushButton(word)
        text.setWordWrap(True)
        theme.tint(text, "attention")
        theme.align(text)
        text.setObjectName(name)
        button.setObjectName(f"{name}_button")
        button.setAccessibleDescription(said)
        icons.put(button, icon)
        button.clicked.connect(act)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.NEAR)
        row.addWidget(text, 1)
        row.addWidget(button)
        self._lines.addWidget(line)

    @Slot()
    def _on_list(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = Path(documents or Path.home()) / f"MISSING-PARTS-{self._context.desk.owner}.txt"
        dialogs.ask_target(self, _("Where is the list to be written?"), proposed, _("Text (*.txt)"), self.save_list)

    @Slot(object)
    def _on_listed(self, written: Written) -> None:
        from ui.screens.exchange_copying import open_file

        self._context.window.status(current().format(N_("{file} is written."), file=written.path.name))
        open_file(written.path)

    def _on_again(self, asked: AskedParts, _checked: bool = False) -> None:
        from ui.screens.exchange_again import AgainGuide

        guide = AgainGuide(self._context, self._volumes, asked, self.window())
        guide.written.connect(self.changed)
        guide.open()

    def _on_discard(self, one: Waiting, _checked: bool = False) -> None:
        box = QMessageBox(QMessageBox.Icon.Question, _("Do not wait any longer"), describe_waiting(one), parent=self.window())
        box.setObjectName("discard")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setInformativeText(_(_DISCARD))
        do = box.addButton(_("Delete what came"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(_("Keep waiting"), QMessageBox.ButtonRole.RejectRole)
        do.setObjectName("discard_do")
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        do.clicked.connect(partial(self._discard, one))
        box.open()

    def _discard(self, one: Waiting, _checked: bool = False) -> None:
        from baseldesk.sync.inbox import discard

        self._context.runner.write(partial(discard, self._context.desk, one.bundle), self._on_discarded, self._on_failed)

    @Slot(object)
    def _on_discarded(self, _gone: object) -> None:
        self.changed.emit()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(error)
