"""The records lie encrypted: the passphrase before the window, or the printed key where the passphrase is lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import dialogs, messages, theme
from ui.tasks import Runner
from ui.widgets.dialog import Dialog
from ui.widgets.field_flow import FlowLayout
from ui.widgets.progress import Progress

_WHY = N_("The records on this computer are encrypted. Type the passphrase; it is asked for once, until BaselDesk is closed.")
_PAGE_WHY = N_(
    "The printed key opens the records. Choose a new passphrase: it is the one that counts from now on. Afterwards register this "
    "computer with the secretariat again; Home leads to it."
)


FORGOTTEN = 2  # what the dialog ends with where a person has nothing that opens the records


class UnlockDialog(Dialog):
    """Tries what is typed, until it opens or a person leaves, or says that nothing they have opens the records."""

    def __init__(self, folder: Path, said: str = "", *, needs_page: bool = False) -> None:
        """With `needs_page`, no passphrase opens them any more, but the printed key does."""
        super().__init__()
        self.setObjectName("unlock")
        self._folder, self._page, self._needs_page = folder, Path(), needs_page
        self.runner = Runner()
        self.why, self.wrong, self.progress = QLabel(_(_WHY)), QLabel(said), Progress()
        self.label, self.line, self.again_label, self.again = QLabel(_("Passphrase")), QLineEdit(), QLabel(), QLineEdit()
        self.shown = QCheckBox(_("Show what I type"))
        self.open_button, self.page_button = QPushButton(_("Open")), QPushButton(_("Use the printed key…"))
        self.forgotten_button, self.quit_button = QPushButton(_("I cannot open them…")), QPushButton(_("Quit"))
        self._lay_out()
        self._connect()
        self._show_lines()

    @Slot()
    def try_it(self) -> None:
        """Opens the keys with what was typed, or the records with the page and under a new passphrase."""
        work = partial(_reopen, self._folder, self._page, self.line.text()) if self.has_page else self._unlock()
        self._enable(False)
        self.progress.follow(self.runner.read(work, self._on_opened, self._on_failed, label=_("Opening the records")))
        self._fit()

    @property
    def has_page(self) -> bool:
        """Whether a page was chosen."""
        return bool(self._page.name)

    def use_page(self, chosen: list[Path]) -> None:
        """From now on the passphrase is a new one, typed twice."""
        self._page = chosen[0]
        self.setWindowTitle(_("Printed key"))
        self.why.setText(_(_PAGE_WHY))
        self.label.setText(_("New passphrase"))
        self.again_label.setText(_("The same once more"))
        for part in (self.line, self.again, self.wrong):
            part.clear()
        self._show_lines()
        self.line.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """High enough for its words, in any language and size."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A dialog does not grow by itself with lines that wrap."""
        held = self.layout()
        if held is not None:
            held.activate()
            self.resize(self.width(), max(held.totalHeightForWidth(self.width()), held.totalMinimumSize().height()))

    def done(self, result: int) -> None:
        """Ends the background work with the dialog."""
        self.runner.close()
        super().done(result)

    def _unlock(self) -> partial[None]:
        from baseldesk.sync.key_store_passphrase import unlock

        return partial(unlock, self._folder, self.line.text())

    def _lay_out(self) -> None:
        self.setWindowTitle(_("Passphrase"))
        theme.tint(self.why, "muted")
        theme.tint(self.wrong, "bad")
        for text in (self.why, self.wrong):
            text.setWordWrap(True)
            text.setMinimumWidth(400)
            theme.align(text)
        column = QVBoxLayout(self)
        column.setSpacing(theme.NEAR)
        parts: list[QWidget] = [
            self.why,
            self.label,
            self.line,
            self.again_label,
            self.again,
            self.shown,
            self.wrong,
            self.progress,
        ]
        for part in parts:
            column.addWidget(part)
        for label, line in ((self.label, self.line), (self.again_label, self.again)):
            label.setBuddy(line)
            line.setEchoMode(QLineEdit.EchoMode.Password)
        theme.make_primary(self.open_button)
        buttons = FlowLayout(spacing=theme.NEAR)
        for button in (self.open_button, self.page_button, self.forgotten_button, self.quit_button):
            buttons.addWidget(button)
        self.open_button.setDefault(True)
        column.addLayout(buttons)
        self.line.setFocus()

    def _connect(self) -> None:
        self.open_button.clicked.connect(self.try_it)
        self.page_button.clicked.connect(self._on_page)
        self.forgotten_button.clicked.connect(self._on_forgotten)
        self.quit_button.clicked.connect(self.reject)
        self.shown.toggled.connect(self._on_shown)
        for line in (self.line, self.again):
            line.textChanged.connect(self._on_typed)
            line.returnPressed.connect(self.open_button.click)

    def _show_lines(self) -> None:
        for part in (self.again_label, self.again):
            part.setVisible(self.has_page)
        asking: tuple[QWidget, ...] = (self.why, self.label, self.line, self.shown, self.open_button)
        for one in asking:
            one.setVisible(self.has_page or not self._needs_page)
        self.page_button.setVisible((self._folder / "keys" / "at-rest.age").exists())
        self.wrong.setVisible(bool(self.wrong.text()))
        self.line.setAccessibleName(self.label.text())
        self.again.setAccessibleName(self.again_label.text())
        self._on_typed()
        self._fit()

    def _enable(self, enabled: bool) -> None:
        for part in (self.line, self.again, self.open_button, self.page_button, self.forgotten_button):
            part.setEnabled(enabled)

    @Slot()
    def _on_typed(self) -> None:
        typed = self.line.text()
        self.open_button.setEnabled(bool(typed) and (not self.has_page or typed == self.again.text()))

    @Slot(bool)
    def _on_shown(self, is_shown: bool) -> None:
        for line in (self.line, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)

    @Slot()
    def _on_page(self) -> None:
        kinds = [current().format(N_("Printed keys ({patterns})"), patterns="*.pdf *.png *.jpg *.jpeg *.txt")]
        dialogs.ask_files(self, _("The printed key"), str(Path.home()), kinds, self.use_page)

    @Slot()
    def _on_forgotten(self) -> None:
        self.done(FORGOTTEN)

    @Slot(object)
    def _on_opened(self, _nothing: object) -> None:
        self.progress.follow(None)
        self.accept()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.progress.follow(None)
        self._enable(True)
        said = messages.say(error)
        self.wrong.setText(f"{said.text} {said.hint}".strip())
        self.wrong.show()
        self._fit()
        self.line.selectAll()
        self.line.setFocus()
        self._on_typed()


def _reopen(folder: Path, page: Path, passphrase: str) -> None:
    from baseldesk.sync.reopening import reopen
    from baseldesk.sync.rescue import load_page

    reopen(folder, load_page(page), passphrase=passphrase).close()
