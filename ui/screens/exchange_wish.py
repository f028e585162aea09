"""What a person chooses before handing over: for whom, by which way, with how many documents, and the less frequent rest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from baseldesk.sync.preview import Preview
from ui import theme
from ui.screens import Context
from ui.screens.exchange_place import PlaceBox
from ui.screens.exchange_volumes import VolumeWatch
from ui.screens.exchange_words import count_documents, name_addressee
from ui.widgets.check import Check

STICK, MAIL = "stick", "mail"
MEGABYTE = 1_000_000
BUDGETS = (2 * MEGABYTE, 10 * MEGABYTE, 50 * MEGABYTE)
PART_SIZES = (3 * MEGABYTE, 5 * MEGABYTE, 7 * MEGABYTE, 10 * MEGABYTE, 20 * MEGABYTE)
USUAL_PART = 7 * MEGABYTE
_WAYS = ((STICK, N_("Stick or folder")), (MAIL, N_("E-mail")))
_PART = "exchange/part_bytes"
_WAY = "exchange/way"


@dataclass(frozen=True)
class Wish:
    """What is to be handed over, and how. `part_bytes` is for e-mail, `spare` the parts that may get lost on the way."""

    to: str
    way: str = STICK
    folder: Path | None = None
    documents: str | int = "all"
    everything: bool = False
    smallest: bool = False
    part_bytes: int = USUAL_PART
    spare: int = 0


class Wishes(QWidget):
    """The controls.

    Attributes:
        changed: another addressee, or everything again: what goes is another.
        arranged: anything else was chosen.
        again_wanted: files of the last bundle are wanted once more.
    """

    changed = Signal()
    arranged = Signal()
    again_wanted = Signal()

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__()
        self._context, self._preview = context, Preview("")
        self.addressee, self.way, self.documents = QComboBox(), QComboBox(), QComboBox()
        self.place, self.part_size, self.spare = PlaceBox(context, volumes), QComboBox(), QComboBox()
        self.more, self.everything, self.smallest = QToolButton(), Check(), Check()
        self.again_button = QPushButton()
        self._rows: dict[QComboBox, QLabel] = {}
        self._grid, self._rest = QGridLayout(), QWidget()
        self._lay_out()
        self._fill()
        self._listen()

    def wish(self) -> Wish:
        """What is chosen now."""
        return Wish(
            str(self.addressee.currentData() or ""), str(self.way.currentData()), self.place.folder(),
            self.documents.currentData() if self._preview.documents else "all", self.everything.isChecked(),
            self.smallest.isChecked(), int(self.part_size.currentData()), int(self.spare.currentData()),
        )  # fmt: skip

    def prefer(self, way: str) -> None:
        """Has a way chosen, for now: what is kept for the next time is what a person chooses here."""
        self.way.setCurrentIndex(max(self.way.findData(way), 0))
        self._show_parts()
        if way == STICK:
            self.place.prefer_stick()
        else:
            self.arranged.emit()

    def is_ready(self) -> bool:
        """Whether it is known where to write."""
        return self.way.currentData() == MAIL or not self.place.is_waiting()

    def set_addressees(self, codes: list[str]) -> None:
        """Offers these organisations; the one chosen stays."""
        chosen = self.addressee.currentData()
        self.addressee.blockSignals(True)
        self.addressee.clear()
        for code in codes:
            self.addressee.addItem("", code)
        self.addressee.setCurrentIndex(max(self.addressee.findData(chosen), 0))
        self.addressee.blockSignals(False)

    def show_preview(self, preview: Preview) -> None:
        """Says of each choice of documents how many these would be."""
        self._preview = preview
        self._say_documents()
        self._show_parts()

    def retranslate(self) -> None:
        """Sets every text anew."""
        words = {
            self.addressee: _("For"), self.way: _("How"), self.place: _("Where to"), self.documents: _("Documents"),
            self.part_size: _("Largest attachment"), self.spare: _("Spare parts"),
        }  # fmt: skip
        for box, word in words.items():
            self._rows[box].setText(word)
            box.setAccessibleName(word)
        for at in range(self.addressee.count()):
            self.addressee.setItemText(at, name_addressee(self.addressee.itemData(at), self._context.desk.owner))
        for at, (_code, word) in enumerate(_WAYS):
            self.way.setItemText(at, _(word))
        for at, size in enumerate(PART_SIZES):
            self.part_size.setItemText(at, current().size(size))
        for at in range(self.spare.count()):
            self.spare.setItemText(at, _say_spare(self.spare.itemData(at)))
        self.more.setText(_("More"))
        self.everything.setText(_("Send everything again (harmless)"))
        self.smallest.setText(_("As small as possible (takes longer)"))
        self.again_button.setText(_("Files of the last data file again…"))
        self._say_documents()
        self.place.retranslate()
        self._show_parts()

    def _say_documents(self) -> None:
        for at in range(self.documents.count()):
            value = self.documents.itemData(at)
            count, size = self._preview.carried({"all": None, "none": 0}.get(value, value))
            held = f"{count_documents(count)}, {current().size(size)}" if count else count_documents(0)
            if value == "all":
                text = current().format(N_("All ({what})"), what=held)
            elif value == "none":
                text = _("None for now")
            else:
                text = current().format(N_("Up to {size} ({what})"), size=current().size(value), what=held)
            self.documents.setItemText(at, text)

    @Slot()
    def _show_parts(self) -> None:
        """Only what the way chosen needs stands there."""
        is_mail = self.way.currentData() == MAIL
        shown = {
            self.addressee: self.addressee.count() > 1, self.way: True, self.place: not is_mail, self.part_size: is_mail,
            self.documents: bool(self._preview.documents), self.spare: is_mail and self.more.isChecked(),
        }  # fmt: skip
        for box, is_shown in shown.items():
            box.setVisible(is_shown)
            self._rows[box].setVisible(is_shown)
        self._rest.setVisible(self.more.isChecked())

    @Slot()
    def _on_arranged(self) -> None:
        self._context.settings.put(_PART, self.part_size.currentData())
        self._context.settings.put(_WAY, self.way.currentData())
        self._show_parts()
        self.arranged.emit()

    def _fill(self) -> None:
        for code, _word in _WAYS:
            self.way.addItem("", code)
        for value in ("all", *reversed(BUDGETS), "none"):
            self.documents.addItem("", value)
        for size in PART_SIZES:
            self.part_size.addItem("", size)
        for spare in (0, 1, 2, 4):
            self.spare.addItem("", spare)
        kept = self._context.settings.get(_PART, USUAL_PART)
        self.part_size.setCurrentIndex(max(self.part_size.findData(kept), 0))
        self.way.setCurrentIndex(max(self.way.findData(self._context.settings.get(_WAY, STICK)), 0))

    def _listen(self) -> None:
        for box in (self.way, self.documents, self.part_size, self.spare):
            box.activated.connect(self._on_arranged)
        self.place.chosen.connect(self.arranged)
        self.addressee.activated.connect(self.changed)
        self.everything.toggled.connect(self.changed)
        self.smallest.toggled.connect(self.arranged)
        self.more.toggled.connect(self._show_parts)
        self.again_button.clicked.connect(self.again_wanted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.NEAR)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(theme.NEAR)
        self._grid.setVerticalSpacing(theme.NEAR)
        names = {
            self.addressee: "addressee", self.way: "way", self.place: "place", self.part_size: "part_size",
            self.documents: "documents", self.spare: "spare",
        }  # fmt: skip
        for row, (box, name) in enumerate(names.items()):
            label = QLabel()
            label.setBuddy(box)
            theme.tint(label, "muted")
            label.setWordWrap(True)
            box.setObjectName(f"hand_over_{name}")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            self._rows[box] = label
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(box, row, 1)
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        for check in (self.everything, self.smallest):
            rest.addWidget(check)
        rest.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.again_button.setObjectName("hand_over_again")
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        self.more.setObjectName("hand_over_more")
        column.addLayout(self._grid)
        column.addWidget(self.more)
        column.addWidget(self._rest)


def _say_spare(spare: int) -> str:
    if not spare:
        return _("None")
    return current().format_plural(N_("{n} part may get lost"), N_("{n} parts may get lost"), spare)
