"""Where the parts of a record screen stand: the stages over the form, the panel beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from ui import icons, theme

if TYPE_CHECKING:
    from ui.screens.record_screen import RecordScreen


def lay_out(screen: RecordScreen) -> None:
    """Places what every record screen has; lists come into the form's tabs."""
    screen.save_button.setObjectName("save_button")
    theme.make_primary(screen.save_button)
    icons.put(screen.save_button, "save", "on_accent")
    for button in screen.header_buttons():
        screen.header.add(button)
    screen.body.setSpacing(theme.HAIR)
    screen.body.addWidget(screen.rights.owned)
    screen.body.addWidget(screen.also)
    if screen.stepper is not None:
        screen.body.addWidget(screen.stepper)
    screen.body.addWidget(screen.languages)


def put_beside(screen: RecordScreen) -> None:
    """Places the form, and the panel beside it."""
    row = QHBoxLayout()
    row.setSpacing(theme.NEAR)
    row.addWidget(screen.form, 1)
    row.addWidget(screen.panel.edge)
    row.addWidget(screen.panel)
    screen.body.addLayout(row, 1)
    screen.header.add(screen.panel.button)
