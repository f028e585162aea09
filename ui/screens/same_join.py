"""Two records side by side: one thing recorded twice? Values are taken over by hand, then the two are joined or told apart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from baseldesk.desk.shown import Edit, Saved
from baseldesk.errors import UsageError
from baseldesk.i18n import N_, _, current
from baseldesk.records.types import record_type
from ui import theme
from ui.help_keys import offer_help
from ui.room import take_room
from ui.screens.record_directory import DeskDirectory, heading_of, title_of
from ui.screens.same_reading import Pair, read_pair
from ui.screens.same_rows import Rows, count_equal, differences
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dialog import Dialog
from ui.widgets.picker import PickLine
from ui.widgets.picker_sources import Choice, Records
from ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from ui.screens import Context

_TITLE = N_("Recorded twice?")
_WHAT = N_(
    "Joined, lists show one for both, and what belongs to either is found under it. Neither is lost: they can be separated."
)
_ACROSS = N_("This links records of different centres for the secretariat’s own use. It is not sent to the centres.")
_CHOOSE = N_("Choose the other record:")
_IN_LISTS = N_("This one stands in the lists")
_BESIDE = N_("This one stands behind it")
_EQUAL = (N_("{n} field is the same in both."), N_("{n} fields are the same in both."))
_JOINED_ALREADY = N_("These two are joined already.")


class _Others(Records):
    """The records of a kind, but for one."""

    def __init__(self, kind: str, directory: DeskDirectory, one: bytes) -> None:
        super().__init__(kind, directory)
        self._one = one

    def matches(self, typed: str) -> list[Choice]:
        """What goes with the words typed."""
        return [choice for choice in super().matches(typed) if choice.value != self._one]


class JoinDialog(Dialog):
    """Compares two records of a kind; the second may be chosen here.

    Attributes:
        settled: joined, or told apart.
    """

    settled = Signal()

    def __init__(self, context: Context, kind: str, one: bytes, other: bytes = b"", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        offer_help(self)
        self._context, self._kind, self._one = context, kind, one
        self.directory = DeskDirectory(context, self)
        self.pair: Pair | None = None
        self._other = other
        self.banner, self.what, self.equal = Banner(), QLabel(), QLabel()
        self.ask, self.pick = QLabel(), PickLine(_Others(kind, self.directory, one))
        self.cards = (Card(), Card())
        self.rows = Rows(kind, self.directory, self.cards)
        self.box = QDialogButtonBox()
        self.join_button, self.apart_button, self.cancel_button = QPushButton(), QPushButton(), QPushButton()
        self._area = self._lay_out()
        self.retranslate()
        self._listen()
        self._show_pair(None)
        self._show_asking(not other)
        if other:
            self._read(other)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.setWindowTitle(_(_TITLE))
        self.what.setText(_(_ACROSS if self._context.desk.is_secretariat else _WHAT))
        self.ask.setText(_(_CHOOSE))
        self.pick.setAccessibleName(_(_CHOOSE))
        self.join_button.setText(_("Join"))
        self.apart_button.setText(_("Not the same"))
        self.cancel_button.setText(_("Cancel"))

    # --- what is compared
    def _read(self, other: bytes) -> None:
        self._other = other
        work = partial(_read_with, self._context.desk, self._kind, self._one, other)
        self._context.runner.read(work, self._on_read, self._on_failed)

    @Slot(object)
    def _on_read(self, read: tuple[bytes, Pair | None]) -> None:
        """The answer about another record than the one chosen last does not count."""
        other, pair = read
        if other != self._other:
            return
        if pair is None:
            self._on_failed(UsageError("record.missing", type=self._kind))
            return
        if pair.are_joined:
            self.banner.say("info", _JOINED_ALREADY)
        else:
            self.banner.clear()
        self._show_pair(pair)
        self.join_button.setFocus()

    def _show_pair(self, pair: Pair | None) -> None:
        self.pair = pair
        for button in (self.join_button, self.apart_button):
            button.setEnabled(pair is not None and not pair.are_joined)
        self._area.setVisible(pair is not None)
        self.equal.setVisible(pair is not None)
        if pair is not None:
            self._compare(pair)

    def _compare(self, pair: Pair) -> None:
        declared = record_type(self._kind)
        for card, one, words in zip(self.cards, (pair.shown, pair.other), (_IN_LISTS, _BESIDE), strict=True):
            heading = heading_of(one.values.get("reference") or one.values.get("acronym"), title_of(self._kind, one.values))
            owner = current().label(one.owner, "centre") if self._context.desk.is_secretariat else ""
            card.set_texts(heading, " · ".join(filter(None, (_(words), owner))))
        self.rows.show_differences(
            differences(declared, pair.shown, pair.other),
            may_take=pair.shown.owner == self._context.desk.owner and not pair.are_joined,
        )
        self.equal.setText(current().format_plural(*_EQUAL, count_equal(declared, pair.shown, pair.other)))

    def _show_asking(self, is_asked: bool) -> None:
        self.ask.setVisible(is_asked)
        self.pick.setVisible(is_asked)
        if is_asked:
            self.pick.setFocus()

    @Slot(object)
    def _on_picked(self, value: object) -> None:
        if isinstance(value, bytes):
            self._read(value)
        else:
            self._other = b""
            self._show_pair(None)

    # --- what is done
    @Slot()
    def _on_join(self) -> None:
        from baseldesk.desk.same_saving import merge

        if self.pair is not None:
            left, taken = self.pair.shown, self.rows.taken()
            copied = [Edit(self._kind, left.id, taken, shown=left.versions)] if taken else []
            self._write(
                partial(merge, self._context.desk, self._kind, left.id, self.pair.other.id, copied=copied), self._on_joined
            )

    @Slot()
    def _on_apart(self) -> None:
        from baseldesk.desk.same_saving import tell_apart

        if self.pair is not None:
            ends = self.pair.shown.id, self.pair.other.id
            self._write(partial(tell_apart, self._context.desk, self._kind, *ends), self._on_told_apart)

    def _write(self, work: object, then: object) -> None:
        self.is_busy = True
        for button in (self.join_button, self.apart_button):
            button.setEnabled(False)
        self._context.runner.write(work, then, self._on_failed, label=_("Saving…"))  # type: ignore[arg-type]

    @Slot(object)
    def _on_joined(self, _saved: Saved) -> None:
        self._end(_("Joined."))

    @Slot(object)
    def _on_told_apart(self, _saved: Saved) -> None:
        self._end(_("Noted: not the same."))

    def _end(self, words: str) -> None:
        self._context.window.status(words)
        self.settled.emit()
        self.accept()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.is_busy = False
        for button in (self.join_button, self.apart_button):
            button.setEnabled(self.pair is not None)
        self.banner.show_error(error)

    # --- how it looks
    def _listen(self) -> None:
        self.pick.picked.connect(self._on_picked)
        self.join_button.clicked.connect(self._on_join)
        self.apart_button.clicked.connect(self._on_apart)
        self.box.rejected.connect(self.reject)

    def _lay_out(self) -> QWidget:
        self.setObjectName("join_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setSpacing(theme.GROUP)
        for label in (self.what, self.equal):
            label.setWordWrap(True)
            theme.align(label)
        theme.tint(self.equal, "muted")
        area = scrolled(self.rows)
        for widget in (self.banner, self.what, self.ask, self.pick):
            column.addWidget(widget)
        column.addWidget(area, 1)
        column.addWidget(self.equal)
        column.addWidget(self.box)
        for button, role, name in (
            (self.join_button, QDialogButtonBox.ButtonRole.ActionRole, "join_button"),
            (self.apart_button, QDialogButtonBox.ButtonRole.ActionRole, "apart_button"),
            (self.cancel_button, QDialogButtonBox.ButtonRole.RejectRole, "cancel_button"),
        ):
            button.setObjectName(name)
            button.setAutoDefault(False)
            self.box.addButton(button, role)
        theme.make_primary(self.join_button)
        take_room(self, 110, 30)
        return area


def _read_with(desk: Desk, kind: str, one: bytes, other: bytes) -> tuple[bytes, Pair | None]:
    return other, read_pair(desk, kind, one, other)
