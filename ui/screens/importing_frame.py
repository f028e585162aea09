"""What stands on the import screen, and where: the page for the first file, and the page of a file that was looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _
from ui import dialogs, icons, theme
from ui.screens import Context, Screen
from ui.screens import importing_reading as reading
from ui.screens.importing_choices import MappingChoices
from ui.screens.importing_outcome import Outcome
from ui.screens.importing_preview import SheetPreview
from ui.screens.importing_words import about_words, missing_words, start_words
from ui.widgets.check import Check
from ui.widgets.empty import Empty
from ui.widgets.progress import Progress
from ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from ui.screens.importing_reading import Found

_KNOWN = N_("Tables and IATI files (*.xlsx *.xls *.ods *.csv *.tsv *.txt *.xml)")
_ALL = N_("All files (*)")


class ImportFrame(Screen):
    """The parts of the import screen in their places; what happens in them is the subclass's business.

    Attributes:
        given: files were chosen or dropped; their paths.
        start, busy: the page before any file.
        stack: which of the two pages stands.
        about, outcome, choices, contacts, progress, preview: the page of a file, from above.
    """

    given = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.choose_button, self.import_button, self.again_button = QPushButton(), QPushButton(), QPushButton()
        self.start, self.stack, self.about = Empty("upload"), QStackedWidget(), QLabel()
        self.choices, self.preview, self.outcome = MappingChoices(context), SheetPreview(), Outcome()
        self.contacts, self.progress, self.busy = Check(), Progress(), Progress()

    def retranslate(self) -> None:
        """Sets every text anew that does not hang on the file."""
        super().retranslate()
        self.choose_button.setText(_("Another file…"))
        self.import_button.setText(_("Import"))
        self.again_button.setText(_("Try out again"))
        self.contacts.setText(_("Also people’s names and addresses; they never leave the centre"))
        self.start.set_texts(*start_words(is_secretariat=self.context.desk.is_secretariat))
        for part in (self.choices, self.outcome, self.progress, self.busy):
            part.retranslate()

    @Slot()
    def choose(self) -> None:
        """Asks for a file."""
        dialogs.ask_files(self, _("Which file?"), "", [_(_KNOWN), _(_ALL)], self._on_chosen)

    def _on_chosen(self, paths: list[Path]) -> None:
        self.given.emit(paths)

    def can_take_file(self) -> bool:
        """Whether a file may be dropped now."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes a file, nothing else."""
        if _paths_of(event) and self.can_take_file():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hands over what was dropped."""
        event.acceptProposedAction()
        self.given.emit(_paths_of(event))

    def show_parts(self, found: Found | None, *, is_taken: bool, is_running: bool, is_writing: bool, is_waiting: bool) -> None:
        """Shows the parts that fit what is being done, and lets them be used where they can be.

        Args:
            found: the file that was looked at.
            is_taken: it was taken in.
            is_running: something is under way; `is_writing` where it changes the desk.
            is_waiting: a choice was made that is tried out in a moment.
        """
        is_sheet = found is not None and found.kind == reading.SHEET
        self.stack.setCurrentIndex(0 if found is None else 1)
        self.start.button.setEnabled(not is_running)
        self.about.setText(about_words(found))
        for part in (self.choices, self.preview):
            part.setVisible(is_sheet)
            part.setEnabled(not is_writing)
        self.choices.setVisible(is_sheet and not is_taken)
        self.contacts.setVisible(found is not None and found.kind == reading.IATI)
        self.contacts.setEnabled(not is_writing)
        self._show_buttons(found, is_taken=is_taken, is_running=is_running, is_writing=is_writing, is_waiting=is_waiting)

    def _show_buttons(self, found: Found | None, *, is_taken: bool, is_running: bool, is_writing: bool, is_waiting: bool) -> None:
        intake = self.outcome.intake
        would_change = intake is not None and bool(intake.created or intake.updated)
        self.choose_button.setVisible(found is not None)
        self.choose_button.setEnabled(not is_writing)
        self.import_button.setVisible(found is not None and not is_taken)
        self.import_button.setEnabled(would_change and not is_running and not is_taken)
        is_idle = found is not None and intake is None and not is_running
        self.again_button.setVisible(is_idle and not is_waiting and not missing_words(found.mapping if found else None))
        self.outcome.back_button.setEnabled(not is_writing)

    def lay_out(self) -> None:
        """Puts everything in its place."""
        for one in (self._make_beginning(), scrolled(self._make_page())):
            self.stack.addWidget(one)
        self.body.addWidget(self.stack)
        self.header.add(self.choose_button)
        self.header.add(self.import_button)
        theme.make_primary(self.import_button)
        icons.put(self.import_button, "check", "on_accent")
        self._name_parts()
        self.start.chosen.connect(self.choose)
        self.choose_button.clicked.connect(self.choose)
        self.setAcceptDrops(True)

    def _make_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.NEAR)
        self.about.setWordWrap(True)
        theme.align(self.about)
        above: tuple[QWidget, ...] = (
            self.about, self.outcome, self.choices, self.contacts, self.progress, self.again_button,
        )  # fmt: skip
        for part in above:
            column.addWidget(part)
        column.addWidget(self.preview, 3)
        column.addWidget(self.outcome.remarks, 2)
        column.addStretch(0)
        self.preview.setMinimumHeight(8 * theme.row_height(self.preview))
        return page

    def _make_beginning(self) -> QWidget:
        beginning = QWidget()
        first = QVBoxLayout(beginning)
        first.setContentsMargins(0, 0, 0, 0)
        first.addWidget(self.start, 1)
        first.addWidget(self.busy)
        return beginning

    def _name_parts(self) -> None:
        names = {
            "import_choose": self.start.button, "import_another": self.choose_button, "import_button": self.import_button,
            "import_again": self.again_button, "import_about_file": self.about, "import_contacts": self.contacts,
        }  # fmt: skip
        for name, part in names.items():
            part.setObjectName(name)


def _paths_of(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
