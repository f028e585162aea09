"""Send and receive: hand over, take in, where the work is, and the diary of it all."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _
from ui import icons, theme
from ui.screens import Context, Screen
from ui.screens.exchange_diary_panel import DiaryPanel
from ui.screens.exchange_hand_over import HandOverCard
from ui.screens.exchange_peers import PeersCard
from ui.screens.exchange_registration import RegisterCard
from ui.screens.exchange_sorting import LIST, REPLY
from ui.screens.exchange_state import ExchangeState, read_state
from ui.screens.exchange_take_in import TakeInCard
from ui.screens.exchange_volumes import VolumeWatch
from ui.widgets.beside import Beside
from ui.widgets.card import Card
from ui.widgets.scrolled import reveal, scrolled


class ExchangeScreen(Screen):
    """Two clicks from home; before registration, the first card is the way to it."""

    name = "exchange"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state: ExchangeState | None = None
        self._takes_in = self._hands_over = self._is_arriving = False
        self._begins = ""
        self._focus_before: QWidget | None = None
        self.volumes = VolumeWatch(context.runner, self)
        self.register = RegisterCard(context, self.volumes)
        self.hand_over, self.take_in = HandOverCard(context, self.volumes), TakeInCard(context, self.volumes)
        self.peers, self.diary = PeersCard(context, self.volumes), DiaryPanel(context)
        self.computers_button = QPushButton()
        self._arrange()
        self._connect()
        self.register.hide()
        self.retranslate()
        self.refresh(frozenset({"exchange"}))

    def title(self) -> str:
        """«Send and receive»."""
        return _("Send and receive")

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.computers_button.setText(_("Registered computers…"))
        for part in (self.register, self.hand_over, self.take_in, self.peers, self.diary):
            part.retranslate()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Reads the state anew; whatever was saved may wait to be sent."""
        self.context.runner.read_anew(partial(read_state, self.context.desk), self._on_read)

    def open(self, hand_over: str = "", take_in: bool = False, begin: str = "", **_place: Any) -> None:
        """Begins what was chosen elsewhere: handing over by `stick` or `mail`, taking in what came; after a first start that
        follows a lost laptop, opening a printed key (`rescue`) or registering (`register`).

        It is done once: who comes back here later finds the screen, not the same begun anew.
        """
        self.context.window.stand_on(self.name)
        self.banner.clear()
        self._takes_in, self._hands_over, self._is_arriving = take_in, bool(hand_over), True
        if hand_over:
            self.hand_over.begin(hand_over)
        if take_in:
            self.take_in.begin()
        self._begins = begin
        if self._state is not None:
            self._begin()
        self._lead()

    def focus_first(self) -> None:
        """On the main button of what comes next; where that cannot be pressed yet, as soon as it can be."""
        first = self._first_button()
        first.setFocus()
        self._is_arriving, self._focus_before = not first.isEnabled(), QApplication.focusWidget()

    def _first_button(self) -> QPushButton:
        return self.hand_over.button if self._hands_over else self._next_card().button

    def _next_card(self) -> Card:
        """The card of what comes next, as far as is known."""
        if self._state is not None and not self._is_registered:
            return self.register
        is_known = self._state is not None
        return self.take_in if self._takes_in or (is_known and not self.hand_over.waits) else self.hand_over

    def showEvent(self, event: QShowEvent) -> None:
        """Looks for sticks, which come and go."""
        super().showEvent(event)
        self.volumes.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks while the screen is not."""
        super().hideEvent(event)
        self._is_arriving, self._focus_before = False, None
        self.volumes.watch(False)

    def _arrange(self) -> None:
        self.computers_button.setObjectName("computers_button")
        icons.put(self.computers_button, "users")
        self.header.add(self.computers_button)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GROUP)
        column.addWidget(self.register)
        column.addWidget(Beside([self.hand_over, self.take_in]))
        column.addWidget(self.peers)
        column.addWidget(self.diary, 1)
        self.body.addWidget(scrolled(inner))

    def _connect(self) -> None:
        for part in (self.hand_over, self.take_in, self.peers.waiting, self.diary):
            part.failed.connect(self._on_failed)
        self.computers_button.clicked.connect(self._on_computers)
        self.register.registered.connect(self._on_registered)
        self.hand_over.handed_over.connect(self._tell)
        self.take_in.taken_in.connect(self._tell)
        self.peers.waiting.changed.connect(self._tell)
        self.take_in.came.connect(self._on_came)
        for signal in (self.take_in.shown, self.volumes.changed):
            signal.connect(self._lead)

    @Slot(object)
    def _on_read(self, state: ExchangeState) -> None:
        self._state = state
        self.register.setVisible(not self._is_registered)
        self.register.show_own_words(state.words)
        self.hand_over.show_state(state)
        self.peers.show_state(state)
        self.diary.show_lines(state.diary)
        self._begin()
        self._lead()
        self.ready.emit()

    def _begin(self) -> None:
        begins, self._begins = self._begins, ""
        if begins == "rescue":
            self.take_in.open_printed_key()
        elif begins == "register":
            self.register.open_guide()

    @property
    def _is_registered(self) -> bool:
        """Whether work can be handed over from here at all."""
        return self.context.desk.is_secretariat or (self._state is not None and self._state.status.enrolled)

    @Slot()
    def _lead(self) -> None:
        """One main button on the whole screen: what comes next."""
        following = self._next_card()
        leading = None if self.take_in.has_main and following is not self.register else following
        for card in (self.register, self.hand_over, self.take_in):
            card.lead(card is leading)
        if self._is_arriving and QApplication.focusWidget() is self._focus_before:  # else the person went elsewhere
            self.focus_first()

    @Slot(str, object)
    def _on_came(self, kind: str, path: Any) -> None:
        """A file of registering: each side goes on with the one that is meant for it."""
        if kind == REPLY:
            self.register.read_reply(path)
        elif kind == LIST:
            self._sign(path)
        elif self.context.desk.is_secretariat:
            self._accept(path)
        else:
            self.banner.say("attention", N_("This file asks the secretariat to register a computer. It has to be opened there."))

    def _accept(self, path: Any) -> None:
        from ui.screens.computers_accept import AcceptGuide

        roots = self._state.roots if self._state else (1, 1)
        guide = AcceptGuide(self.context, self.volumes, roots, self.window())
        guide.registered.connect(self._tell)
        guide.open()
        guide.read_request(path)

    def _sign(self, path: Any) -> None:
        from ui.screens.computers_sign import SignGuide

        guide = SignGuide(self.context, self.volumes, self.window())
        guide.in_force.connect(self._tell)
        guide.open()
        guide.read_proposal(path)

    @Slot()
    def _on_computers(self) -> None:
        self.context.window.show_screen("computers")

    @Slot()
    def _on_registered(self) -> None:
        self.banner.say("good", N_("This computer is registered."), N_("Your work can be handed over now."))
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self.context.notices.tell("exchange")

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.show_error(error)
        reveal(self.banner)
