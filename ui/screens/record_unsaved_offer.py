"""«You were writing in “…”»: at the start, what was left unsaved is offered, above whatever place is open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current, isolate
from ui import icons, theme
from ui.screens import place_of_record
from ui.widgets.frame import Frame

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.unsaved import Noted, Unsaved
    from ui.screens import Context
    from ui.widgets.link import Link

_WRITING = N_("You were writing in “{record}” on {moment}. It is kept on this computer and not saved yet.")
_MORE = (N_("{n} more draft waits on Home."), N_("{n} more drafts wait on Home."))
_DRAFT = N_("Not saved yet: {record} (draft of {moment})")
_LETTERS = 100  # of the window, below which words and buttons do not stand side by side
_LINKS = 3  # on Home
_THROWN = N_("The draft of “{record}” was thrown away.")


def read_all_unsaved(desk: Desk) -> tuple[Unsaved, ...]:
    """Everything that was typed and not saved, newest first; for the background."""
    from baseldesk.desk.unsaved import find_all
    from ui.screens.todo_reading import screen_kinds

    with desk.read() as reader:
        return tuple(one for one in find_all(reader) if one.type in screen_kinds())


def name_unsaved(one: Unsaved) -> str:
    """What the record of a draft is called: its reference and title, or «Activity»."""
    from ui.screens.todo_reading import Named

    return Named(one.type, one.content.get("title"), str(one.content.get("reference") or "")).words()


def open_unsaved(context: Context, one: Unsaved) -> None:
    """Goes to the record with its draft."""
    if one.is_new:
        context.window.show_screen(place_of_record(one.type).name, new=True, kept=one.record)
    else:
        context.window.show_record(one.type, one.record)


def unsaved_links(context: Context, held: Sequence[Unsaved]) -> list[Link]:
    """The newest drafts as lines that lead to them."""
    from ui.widgets.link import Link

    links = []
    for one in held[:_LINKS]:
        link = Link("pencil", "attention")
        link.setText(current().format(_DRAFT, record=name_unsaved(one), moment=current().date(one.at.astimezone(), "short")))
        link.followed.connect(partial(open_unsaved, context, one))
        links.append(link)
    return links


class UnsavedOffer(QWidget):
    """A strip that is hidden while nothing is to be offered; whoever goes on with one draft is not asked about the next."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._held: tuple[Unsaved, ...] = ()
        self._thrown: Unsaved | None = None
        self._icon, self.words, self._inner = QLabel(), QLabel(), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.go_button, self.throw_button, self.close_button = QPushButton(), QPushButton(), QToolButton()
        self._lay_out()
        self.hide()

    def ask(self) -> None:
        """Reads what there is, and offers the newest."""
        self._context.runner.read(partial(read_all_unsaved, self._context.desk), self._on_read, self._on_failed)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.close_button.setAccessibleName(_("Close"))
        self.close_button.setToolTip(_("Close"))
        one = self._thrown or (self._held[0] if self._held else None)
        if one is None:
            return
        name = isolate(name_unsaved(one))
        self.throw_button.setVisible(self._thrown is None)
        self.throw_button.setText(_("Throw away"))
        if self._thrown is not None:
            self._say(current().format(_THROWN, record=name), _("Bring it back"))
        else:
            self._say(self._offer_words(one, name), _("Go on"))

    @Slot(object)
    def _on_read(self, held: tuple[Unsaved, ...]) -> None:
        self._held, self._thrown = held, None
        self.setVisible(bool(held))
        self.retranslate()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        """What cannot be read now is offered at the next start; it never stops the work."""

    @Slot()
    def _on_go(self) -> None:
        if self._thrown is not None:
            self._bring_back(self._thrown)
        elif self._held:
            self.hide()
            open_unsaved(self._context, self._held[0])

    @Slot()
    def _on_throw(self) -> None:
        from baseldesk.desk.unsaved import forget

        one, self._held = self._held[0], self._held[1:]
        self._thrown = one
        self._context.runner.write(partial(forget, self._context.desk, one.type, one.record))
        self.retranslate()
        self.go_button.setFocus()

    def _bring_back(self, one: Unsaved) -> None:
        from baseldesk.desk.unsaved import keep

        self._context.runner.write(partial(keep, self._context.desk, one), self._on_kept)

    @Slot(object)
    def _on_kept(self, _noted: Noted) -> None:
        self.ask()

    def _offer_words(self, one: Unsaved, name: str) -> str:
        said = current().format(_WRITING, record=name, moment=current().date(one.at.astimezone(), "short"))
        rest = len(self._held) - 1
        return f"{said} {current().format_plural(*_MORE, rest)}" if rest else said

    def _say(self, words: str, action: str) -> None:
        self.words.setText(words)
        self.go_button.setText(action)
        self.setAccessibleName(words)

    def _lay_out(self) -> None:
        frame = Frame()
        frame.mark = "attention"
        self.setObjectName("unsaved_offer")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.PAGE, theme.GROUP, theme.PAGE, 0)
        outer.addWidget(frame)
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.GROUP, theme.NEAR, theme.NEAR, theme.NEAR)
        row.setSpacing(theme.NEAR)
        icons.put_on_label(self._icon, "pencil", 20, "attention")
        self.words.setWordWrap(True)
        row.addWidget(self._icon)
        row.addLayout(self._inner, 1)
        self._inner.setSpacing(theme.NEAR)
        self._inner.addWidget(self.words, 1)
        self._add_buttons(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand under the words where the window is narrow or the text large."""
        super().resizeEvent(event)
        is_narrow = self.width() < _LETTERS * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction
        self._inner.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)

    def _add_buttons(self, row: QHBoxLayout) -> None:
        buttons = QHBoxLayout()
        for button, name, act in (
            (self.go_button, "unsaved_go_on", self._on_go), (self.throw_button, "unsaved_throw_away", self._on_throw),
        ):  # fmt: skip
            button.setObjectName(name)
            button.clicked.connect(act)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._inner.addLayout(buttons)
        icons.put(self.close_button, "x")
        self.close_button.setAutoRaise(True)
        self.close_button.clicked.connect(self.hide)
        row.addWidget(self.close_button)
