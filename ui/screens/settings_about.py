"""What program this is, on which computer, under which licences; and the few facts that those need who look after it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from baseldesk import __version__ as version
from baseldesk.i18n import N_, _, current
from ui import icons, theme
from ui.help_keys import offer_help
from ui.room import take_room
from ui.screens import Context
from ui.widgets.card import Card
from ui.widgets.dialog import Dialog
from ui.widgets.field_flow import FlowLayout

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

_WHAT = N_("BaselDesk {version} keeps the records of a regional centre of the Basel Convention, and works without a connection.")
_NO_NAMES = N_("The details for support hold versions and numbers only: no names, no records, no keys.")
_LICENCE = "BaselDesk. Apache License, Version 2.0."
_COPIED = N_("Copied. Paste it into your message.")


class AboutCard(Card):
    """Version and licence, and two buttons."""

    def __init__(self, context: Context) -> None:
        super().__init__("info")
        self.setObjectName("about_card")
        self._context = context
        self.copy_button, self.licences_button, self.note = QPushButton(), QPushButton(), QLabel()
        row = FlowLayout(spacing=theme.NEAR)
        for button, name, icon in (
            (self.copy_button, "support_button", "copy"),
            (self.licences_button, "licences_button", "file-text"),
        ):
            button.setObjectName(name)
            icons.put(button, icon)
            row.addWidget(button)
        self.note.setWordWrap(True)
        theme.tint(self.note, "muted")
        theme.align(self.note)
        self.body.addLayout(row)
        self.body.addWidget(self.note)
        self.copy_button.clicked.connect(self._on_copy)
        self.licences_button.clicked.connect(self._on_licences)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.set_texts(_("About BaselDesk"), current().format(_WHAT, version=version))
        self.copy_button.setText(_("Copy details for support"))
        self.licences_button.setText(_("Licences"))
        self.note.setText(_(_NO_NAMES))

    @Slot()
    def _on_copy(self) -> None:
        self._context.runner.read(partial(read_support, self._context.desk), self._on_read)

    @Slot(object)
    def _on_read(self, facts: list[str]) -> None:
        lines = [*describe_program(), *describe_window(self._context), *facts]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._context.window.status(_(_COPIED))

    @Slot()
    def _on_licences(self) -> None:
        LicencesDialog(self.window()).open()


class ComputerCard(Card):
    """Where the records lie on this computer."""

    def __init__(self, context: Context) -> None:
        super().__init__("hard-drive")
        self.setObjectName("computer_card")
        self._context, self.facts = context, QGridLayout()
        self._labels = [(QLabel(), QLabel()) for _row in range(3)]
        self.facts.setHorizontalSpacing(theme.GROUP)
        self.facts.setVerticalSpacing(theme.HAIR)
        self.facts.setColumnStretch(1, 1)
        for row, (word, held) in enumerate(self._labels):
            theme.tint(word, "muted")
            held.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for label in (word, held):
                label.setWordWrap(True)
                theme.align(label)
            self.facts.addWidget(word, row, 0, Qt.AlignmentFlag.AlignTop)
            self.facts.addWidget(held, row, 1)
        self.body.addLayout(self.facts)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.set_texts(_("This computer"))
        desk = self._context.desk
        facts = ((_("Centre"), desk.owner), (_("Folder"), str(desk.folder)), (_("Registered computer"), desk.device.hex()[:8]))
        for (word, held), (name, value) in zip(self._labels, facts, strict=True):
            word.setText(name)
            held.setText(value)
            held.setAccessibleName(name)


class LicencesDialog(Dialog):
    """Whose work is in the program, as its own file says, in English."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("licences")
        offer_help(self)
        self.setWindowTitle(_("Licences"))
        self.text, box = QPlainTextEdit(read_notice()), QDialogButtonBox()
        close = box.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.windowTitle())
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(box)
        take_room(self, 80, 26)


def read_notice() -> str:
    """The text of NOTICE: beside the packages in a checkout, among the facts about an installed program."""
    from importlib import metadata

    from baseldesk.resources import is_checkout, resource

    try:
        if is_checkout():
            return (resource().parent / "NOTICE").read_text(encoding="utf-8")
        return metadata.distribution("baseldesk").read_text("licenses/NOTICE") or _LICENCE
    except (OSError, metadata.PackageNotFoundError):
        return _LICENCE


def describe_program() -> Iterator[str]:
    """Versions, as in the details of an error."""
    import platform

    from PySide6 import __version__ as pyside_version

    yield f"BaselDesk {version}"
    yield f"Python {platform.python_version()}, PySide6 {pyside_version}, {platform.system()} {platform.machine()}"


def describe_window(context: Context) -> Iterator[str]:
    """How the window is set: what can make a difference to how it looks."""
    settings, app = context.settings, QGuiApplication
    yield f"language {current().language}, theme {settings.theme}, text {settings.text_percent} %"
    screen = app.primaryScreen()
    size, dots = screen.size(), round(screen.logicalDotsPerInch())
    yield f"screen {size.width()} × {size.height()}, {dots} dpi, {app.platformName()}"


def read_support(desk: Desk) -> list[str]:
    """Numbers about the records; for the background. What stands in them, whose they are and where they lie is left out."""
    from baseldesk.desk.shown import ListQuery
    from baseldesk.records.types import TYPES
    from baseldesk.sync.key_store import keys_of
    from baseldesk.sync.membership import read_membership

    counts = {kind: desk.count(ListQuery(kind)) for kind in TYPES}
    place = read_membership(desk)
    counted = ", ".join(f"{kind} {count}" for kind, count in counts.items() if count)
    return [
        f"role {'secretariat' if desk.is_secretariat else 'centre'}, keys in {keys_of(desk.folder).kind}",
        f"list of computers {place.roster.number if place else 'none'}",
        f"records: {counted}",
    ]
