"""What an import would do or has done: counts, what had to be said, and where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import dialogs, icons, theme
from ui.screens.importing_words import count_words, record_words
from ui.widgets.field_flow import FlowLayout
from ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from baseldesk.formats.intake import Intake

_MOST = 2_000  # remarks that are shown; the table holds them all
_REMARKS = N_("{n} remark"), N_("{n} remarks")
_FILE = N_("Tables as text (*.csv)")


class Outcome(QWidget):
    """The counts in one line, and the remarks in a table that the screen places; a remark leads to its cell.

    Attributes:
        place_asked: a person wants to see where a remark belongs («Sheet1!C5»).
        save_asked: the remarks and what was left out are to be written there.
        take_back_asked, show_asked: the buttons after an import.
    """

    place_asked = Signal(str)
    save_asked = Signal(object)
    take_back_asked = Signal()
    show_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.intake: Intake | None = None
        self._is_done = self._can_take_back = False
        self.headline, self.counts, self.about = QLabel(), QLabel(), QLabel()
        self.save_button, self.back_button, self.show_button = QPushButton(), QPushButton(), QPushButton()
        self.remarks = PlainTable((22, 0))
        self._lay_out()

    def show_intake(self, intake: Intake | None, *, is_done: bool = False, can_take_back: bool = False) -> None:
        """Shows what would be done, what was done, or nothing yet."""
        self.intake, self._is_done, self._can_take_back = intake, is_done, can_take_back
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything anew."""
        intake = self.intake
        self.save_button.setText(_("Save what was left out as a table…"))
        self.back_button.setText(_("Take it back"))
        self.show_button.setText(_("Show the list"))
        self.headline.setText(self._headline(intake))
        self.counts.setText(count_words(intake) if intake else "")
        self.about.setText(self._about(intake) if intake else "")
        warnings = intake.warnings if intake else []
        self.headline.setVisible(intake is not None)
        self.counts.setVisible(intake is not None)
        self.about.setVisible(bool(self.about.text()))
        self.save_button.setVisible(bool(warnings))
        self.back_button.setVisible(self._is_done and self._can_take_back)
        self.show_button.setVisible(self._is_done)
        self.remarks.setVisible(bool(warnings))
        self.remarks.setAccessibleName(_("Remarks"))
        if intake is not None:
            self._show_remarks(intake)
        theme.tint(self.headline, "good" if self._is_done else "text")

    def _headline(self, intake: Intake | None) -> str:
        if intake is None:
            return ""
        if self._is_done:
            return _("Imported and saved on this computer.")
        if not intake.created and not intake.updated:
            return _("Importing this would change nothing.")
        return _("This is what importing would do. Nothing has been changed yet.")

    def _about(self, intake: Intake) -> str:
        """The records by type, and how many remarks there are."""
        parts = [record_words(intake)] if intake.records else []
        if intake.warnings:
            parts.append(current().format_plural(*_REMARKS, len(intake.warnings)))
        if len(intake.warnings) > _MOST:
            parts.append(current().format(N_("shown: the first {count}"), count=current().number(_MOST)))
        return " · ".join(parts)

    def _show_remarks(self, intake: Intake) -> None:
        from baseldesk.formats.sentences import tell

        rows = [(one.where, tell(one.code, one.params, current())) for one in intake.warnings[:_MOST]]
        self.remarks.show_rows((_("Where"), _("Remark")), rows)

    def _on_chosen(self, index: QModelIndex) -> None:
        if self.intake is not None:
            self.place_asked.emit(self.intake.warnings[index.row()].where)

    @Slot()
    def _on_save(self) -> None:
        dialogs.ask_target(self, _("Where to?"), Path.home() / _("left-out.csv"), _(_FILE), self._on_place)

    def _on_place(self, chosen: list[Path]) -> None:
        self.save_asked.emit(chosen[0])

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HAIR)
        theme.size(self.headline, bold=True)
        theme.tint(self.about, "muted")
        for label in (self.headline, self.counts, self.about):
            label.setWordWrap(True)
            theme.align(label)
            column.addWidget(label)
        buttons = FlowLayout(spacing=theme.NEAR)
        for button in (self.show_button, self.back_button, self.save_button):
            buttons.addWidget(button)
        column.addLayout(buttons)
        self.remarks.setMinimumHeight(5 * theme.row_height(self.remarks))
        icons.put(self.back_button, "undo-2")
        icons.put(self.save_button, "save")
        names = {
            "import_headline": self.headline, "import_counts": self.counts, "import_about": self.about,
            "import_save_rejects": self.save_button, "import_take_back": self.back_button, "import_show": self.show_button,
            "import_remarks": self.remarks,
        }  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(name)
        self.remarks.clicked.connect(self._on_chosen)
        self.remarks.activated.connect(self._on_chosen)
        self.save_button.clicked.connect(self._on_save)
        self.back_button.clicked.connect(self.take_back_asked)
        self.show_button.clicked.connect(self.show_asked)
