"""Send and receive, on Home: where the work is, and three ways on, one click away from their end."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from baseldesk.i18n import N_, _
from ui import icons, theme
from ui.screens import Context, Navigation
from ui.standing import Standing
from ui.widgets.card import Card
from ui.widgets.field_flow import FlowLayout

_WAYS: tuple[tuple[str, str, str, Mapping[str, Any]], ...] = (
    ("stick", "usb", N_("Put on a stick"), {"hand_over": "stick"}),
    ("mail", "mail", N_("Prepare an e-mail"), {"hand_over": "mail"}),
    ("take_in", "inbox", N_("Take in what came"), {"take_in": True}),
)


class SendingCard(Card):
    """Its first button is the main one as soon as something exists only here."""

    def __init__(self, context: Context) -> None:
        super().__init__("arrow-left-right")
        self._is_secretariat = context.desk.is_secretariat
        self.buttons: dict[str, QPushButton] = {}
        row = QWidget()
        flow = FlowLayout(row, theme.NEAR)
        for name, icon, _word, to in _WAYS:
            button = QPushButton()
            button.setObjectName(f"home_{name}")
            icons.put(button, icon)
            button.clicked.connect(partial(_go, context.window, to))
            flow.addWidget(button)
            self.buttons[name] = button
        self.body.addWidget(row)

    def show_standing(self, standing: Standing) -> None:
        """Says how much exists only here, and since when."""
        self.set_texts(_("Send and receive"))
        sentence, role = standing.exchange_sentence(self._is_secretariat)
        self.set_sentence(sentence, role)
        for name, _icon, word, _to in _WAYS:
            self.buttons[name].setText(_(word))
        leads = bool(standing.only_here and standing.enrolled)
        first = self.buttons["stick"]
        (theme.make_primary if leads else theme.make_plain)(first)
        icons.put(first, "usb", "on_accent" if leads else "text")


def _go(window: Navigation, to: Mapping[str, Any], _checked: bool = False) -> None:
    window.show_screen("exchange", **to)
