"""The cover note: seen in the language of whoever gets it, saved as a page or as text, printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from baseldesk.i18n import LANGUAGES, N_, NATIVE_NAMES, RIGHT_TO_LEFT, _, translator
from ui import dialogs, icons, theme
from ui.help_keys import offer_help
from ui.room import take_room
from ui.screens import Context
from ui.widgets.banner import Banner
from ui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.cover import Cover

_PDF = N_("Page to print (*.pdf)")
_TEXT = N_("Text (*.txt)")
_SAVED = N_("{file} is written.")


class Note(NamedTuple):
    """What the note says, and the language of whom it is for."""

    cover: Cover
    language: str


def read_note(desk: Desk, bundle: str) -> Note:
    """The note of a bundle that went out.

    Raises:
        UsageError: none such ever did.
    """
    from baseldesk.sync.correspondents import read_correspondent
    from baseldesk.sync.cover import read_cover

    cover = read_cover(desk, bundle=bundle)
    return Note(cover, read_correspondent(desk, cover.to).language)


def write_page(note: Note, language: str, path: Path) -> Path:
    """The note as a page, or as text where the name asks for it.

    Raises:
        MediumError: it cannot be written there.
    """
    from baseldesk.reports.cover_note import print_cover_note
    from baseldesk.sync.cover import tell_cover, write_cover
    from baseldesk.sync.medium import medium_error

    t = translator(language)
    try:
        if path.suffix.lower() == ".txt":
            path.write_text(write_cover(note.cover, t), encoding="utf-8")
        else:
            print_cover_note(tell_cover(note.cover, t), t, path)
    except OSError as reason:
        raise medium_error(reason, path) from reason
    return path


class CoverDialog(Dialog):
    """The text of the note, and what can be done with it."""

    def __init__(self, context: Context, note: Note, parent: QWidget | None) -> None:
        super().__init__(parent)
        offer_help(self)
        self._context, self._note = context, note
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("cover_dialog")
        self.banner, self.language, self.text = Banner(), QComboBox(), QPlainTextEdit()
        self.page_button, self.text_button = QPushButton(), QPushButton()
        self._lay_out()
        self.language.activated.connect(self._show)
        self.page_button.clicked.connect(self._on_page)
        self.text_button.clicked.connect(self._on_text)
        self._show()

    def save(self, chosen: list[Path]) -> None:
        """Writes it to a file."""
        work = partial(write_page, self._note, str(self.language.currentData()), chosen[0])
        self._context.runner.read(work, self._on_saved, self._on_failed, label=_("Writing the cover note"))

    @Slot()
    def _show(self) -> None:
        from baseldesk.sync.cover import write_cover

        code = str(self.language.currentData())
        leftward = code in RIGHT_TO_LEFT
        self.text.setLayoutDirection(Qt.LayoutDirection.RightToLeft if leftward else Qt.LayoutDirection.LeftToRight)
        self.text.setPlainText(write_cover(self._note.cover, translator(code)))

    @Slot()
    def _on_page(self) -> None:
        self._ask(".pdf", _(_PDF))

    @Slot()
    def _on_text(self) -> None:
        self._ask(".txt", _(_TEXT))

    def _ask(self, suffix: str, kind: str) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        cover = self._note.cover
        name = f"COVER-{cover.sender}-TO-{cover.to}-{cover.number}{suffix}"
        dialogs.ask_target(
            self, _("Where is the cover note to be written?"), Path(documents or Path.home()) / name, kind, self.save
        )

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        from ui.screens.exchange_copying import open_file

        self.banner.say("good", _SAVED, file=path.name)
        if path.suffix.lower() == ".pdf":
            open_file(path)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.banner.show_error(error)

    def _lay_out(self) -> None:
        self.setWindowTitle(_("Cover note"))
        label = QLabel(_("Language"))
        label.setBuddy(self.language)
        for code in LANGUAGES:
            self.language.addItem(NATIVE_NAMES[code], code)
        self.language.setCurrentIndex(self.language.findData(self._note.language))
        self.language.setAccessibleName(label.text())
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Cover note"))
        self.page_button.setText(_("Save as a page and open it…"))
        self.text_button.setText(_("Save as text…"))
        icons.put(self.page_button, "printer", "on_accent")
        icons.put(self.text_button, "save")
        theme.make_primary(self.page_button)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self.text_button, self.page_button):
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        box.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.language)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(theme.NEAR)
        column.addWidget(self.banner)
        column.addLayout(row)
        column.addWidget(self.text, 1)
        column.addWidget(box)
        take_room(self, 88, 28)
