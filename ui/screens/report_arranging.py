"""Arranging a kind of report once and for all: which sections in which order, the centre's logo, who signs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from baseldesk.i18n import N_, _
from baseldesk.reports.blocks import Signature
from baseldesk.reports.layout import Layout
from ui import dialogs, icons, theme
from ui.help_keys import offer_help
from ui.room import take_room
from ui.screens.report_layouts import make_logo
from ui.widgets.banner import Banner
from ui.widgets.dialog import Dialog

_KEY = Qt.ItemDataRole.UserRole
_PEOPLE = 4
_LOGO_HEIGHT = 48
_MOST_READ = 20 << 20


class ArrangeDialog(Dialog):
    """Made once for its screen and filled each time it is opened.

    Attributes:
        arranged: a person took it; the `Layout`.
    """

    arranged = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        offer_help(self)
        self.sections, self.people = QListWidget(), QTableWidget(_PEOPLE, 3)
        self.up_button, self.down_button = QToolButton(), QToolButton()
        self.logo_label, self.logo_button, self.no_logo_button = QLabel(), QPushButton(), QPushButton()
        self.take_button, self.usual_button, self.cancel_button = QPushButton(), QPushButton(), QPushButton()
        self.banner, self._logo = Banner(), b""
        self._headings = [QLabel() for _number in range(3)]
        self._arrange()
        self._connect()
        self.retranslate()

    def fill(self, sections: Sequence[tuple[str, str]], layout: Layout) -> None:
        """Shows the sections of a report as they are arranged now."""
        self.banner.clear()
        place = {key: number for number, key in enumerate(layout.sections)}
        self.sections.clear()
        for key, heading in sorted(sections, key=lambda one: place.get(one[0], len(place))):
            item = QListWidgetItem(heading, self.sections)
            item.setData(_KEY, key)
            item.setCheckState(Qt.CheckState.Unchecked if key in layout.hidden else Qt.CheckState.Checked)
        self.sections.setCurrentRow(0)
        for row in range(_PEOPLE):
            person = layout.signatures[row] if row < len(layout.signatures) else Signature("")
            for column, word in enumerate((person.role, person.name, person.function)):
                self.people.setItem(row, column, QTableWidgetItem(word))
        self._show_logo(layout.logo)

    def layout_chosen(self) -> Layout:
        """What the dialog shows."""
        items = [self.sections.item(row) for row in range(self.sections.count())]
        rows = [[self._word(row, column) for column in range(3)] for row in range(_PEOPLE)]
        hidden = frozenset(str(one.data(_KEY)) for one in items if one.checkState() != Qt.CheckState.Checked)
        people = tuple(Signature(*words) for words in rows if any(words))
        return Layout(tuple(str(one.data(_KEY)) for one in items), hidden, self._logo, people)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.setWindowTitle(_("Arrange the report"))
        words = (_("Sections, in their order"), _("Who signs (without anybody, as the report has it)"), _("Logo on all reports"))
        for label, word in zip(self._headings, words, strict=True):
            label.setText(word)
        self.people.setHorizontalHeaderLabels([_("As"), _("Full name"), _("Function")])
        self.people.setAccessibleName(words[1])
        self.sections.setAccessibleName(words[0])
        for button, word in ((self.up_button, _("Up")), (self.down_button, _("Down"))):
            button.setToolTip(word)
            button.setAccessibleName(word)
        self.logo_button.setText(_("Choose a picture…"))
        self.no_logo_button.setText(_("No logo"))
        self.take_button.setText(_("Done"))
        self.usual_button.setText(_("As usual"))
        self.cancel_button.setText(_("Cancel"))

    def take_logo(self, chosen: list[Path]) -> None:
        """Takes the picture in a file, or says that it is none."""
        try:
            content = chosen[0].read_bytes() if chosen[0].stat().st_size <= _MOST_READ else b""
        except OSError:
            content = b""
        logo = make_logo(content) if content else b""
        if logo:
            self.banner.clear()
            self._show_logo(logo)
        else:
            self.banner.say("bad", N_("“{file}” cannot be used as a logo. Choose a PNG or JPEG picture."), file=chosen[0].name)

    def _word(self, row: int, column: int) -> str:
        item = self.people.item(row, column)
        return item.text().strip() if item else ""

    def _show_logo(self, logo: bytes) -> None:
        self._logo, picture = logo, QPixmap()
        shown = bool(logo) and picture.loadFromData(logo)
        self.logo_label.setVisible(shown)
        self.no_logo_button.setEnabled(shown)
        if shown:
            self.logo_label.setPixmap(picture.scaledToHeight(_LOGO_HEIGHT, Qt.TransformationMode.SmoothTransformation))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(theme.NEAR)
        column.addWidget(self.banner)
        order = QVBoxLayout()
        for button, icon in ((self.up_button, "chevron-up"), (self.down_button, "chevron-down")):
            icons.put(button, icon)
            order.addWidget(button)
        order.addStretch(1)
        side_by_side = QHBoxLayout()
        side_by_side.addWidget(self.sections, 1)
        side_by_side.addLayout(order)
        logo = QHBoxLayout()
        for part in (self.logo_label, self.logo_button, self.no_logo_button):
            logo.addWidget(part)
        logo.addStretch(1)
        column.addWidget(self._headings[0])
        column.addLayout(side_by_side, 1)
        column.addWidget(self._headings[1])
        column.addWidget(self.people)
        column.addWidget(self._headings[2])
        column.addLayout(logo)
        column.addWidget(self._buttons())
        self._shape()

    def _buttons(self) -> QDialogButtonBox:
        box, role = QDialogButtonBox(), QDialogButtonBox.ButtonRole
        box.addButton(self.take_button, role.AcceptRole)
        box.addButton(self.usual_button, role.ResetRole)
        box.addButton(self.cancel_button, role.RejectRole)
        self.take_button.setDefault(True)
        theme.make_primary(self.take_button)
        return box

    def _shape(self) -> None:
        self.sections.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        header = self.people.horizontalHeader()
        header.setSectionResizeMode(header.ResizeMode.Stretch)
        self.people.verticalHeader().hide()
        rows = self.people.rowHeight(0) * _PEOPLE
        self.people.setFixedHeight(rows + header.sizeHint().height() + 2 * self.people.frameWidth())
        self.people.setTabKeyNavigation(False)
        take_room(self, 70, 32)

    def _connect(self) -> None:
        self.take_button.clicked.connect(self._on_take)
        self.usual_button.clicked.connect(self._on_usual)
        self.cancel_button.clicked.connect(self.reject)
        self.up_button.clicked.connect(self._on_up)
        self.down_button.clicked.connect(self._on_down)
        for key, handler in (("Alt+Up", self._on_up), ("Alt+Down", self._on_down)):
            QShortcut(QKeySequence(key), self.sections, handler, context=Qt.ShortcutContext.WidgetShortcut)
        self.logo_button.clicked.connect(self._on_logo)
        self.no_logo_button.clicked.connect(self._on_no_logo)

    def _move(self, step: int) -> None:
        row = self.sections.currentRow()
        if row >= 0 and 0 <= row + step < self.sections.count():
            item = self.sections.takeItem(row)
            self.sections.insertItem(row + step, item)
            self.sections.setCurrentRow(row + step)

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    @Slot()
    def _on_take(self) -> None:
        self.arranged.emit(self.layout_chosen())
        self.accept()

    @Slot()
    def _on_usual(self) -> None:
        """As the report has it; the logo stays, since it is for all reports."""
        self.arranged.emit(Layout(logo=self._logo))
        self.accept()

    @Slot()
    def _on_logo(self) -> None:
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        dialogs.ask_files(self, _("Choose a picture"), start, [_("Pictures (*.png *.jpg *.jpeg *.gif *.bmp)")], self.take_logo)

    @Slot()
    def _on_no_logo(self) -> None:
        self._show_logo(b"")
