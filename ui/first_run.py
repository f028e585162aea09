"""The first start: three questions (language, centre, your name), and work begins; or an earlier desk comes back from its backup.

Registration, keys, passphrase and backup are not asked here: Home carries them until they are done.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
)

from baseldesk.i18n import N_, NATIVE_NAMES, _, current, isolate
from ui import dialogs, icons, theme
from ui.language import Language, offered
from ui.tasks import Runner
from ui.widgets.guide import Guide, Step
from ui.widgets.picker_sources import fold
from ui.widgets.progress import Progress

SECRETARIAT = "SBC"  # as the lists of centres have it
_CODE = Qt.ItemDataRole.UserRole
_NAME = N_("It stands in the history beside what you change, at this centre only. It can be left empty now.")
_BACK = N_("Did you work with BaselDesk before, on another computer? A backup brings that work here.")
_HOST = N_("{centre} · {country}")


class FirstRun(Guide):
    """Makes a desk in a folder that has none.

    Attributes:
        language: the code that was chosen.
    """

    def __init__(self, folder: Path, tongue: Language) -> None:
        self.runner = Runner()
        self._tongue = tongue
        self.language_step = _LanguageStep(tongue.code)
        self.centre_step, self.name_step = _CentreStep(folder, self.runner), _NameStep(folder, self.runner)
        super().__init__("", (self.language_step, self.centre_step, self.name_step))
        self.setObjectName("first_run")
        self.language_step.chosen.connect(self._on_language)
        self.centre_step.brought_back.connect(self.accept)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self._title = _("Welcome to BaselDesk")
        super().retranslate()
        self.cancel_button.setText(_("Leave"))

    def hand_on(self, step: Step) -> None:
        """The centre, for the desk that is to be made."""
        if step is self.centre_step:
            self.name_step.centre = self.centre_step.code()

    def done(self, result: int) -> None:
        """Ends the background work with the dialog."""
        self.runner.close()
        super().done(result)

    @Slot(str)
    def _on_language(self, code: str) -> None:
        self._tongue.use(code)
        self.retranslate()


class _LanguageStep(Step):
    """The languages, each in its own words; the choice counts at once."""

    chosen = Signal(str)

    def __init__(self, code: str) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        for one in offered():
            button = QRadioButton(NATIVE_NAMES[one])
            button.setObjectName(f"first_language_{one}")
            button.setProperty("code", one)
            button.setChecked(one == code)
            self._group.addButton(button)
            self.body.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)

    def heading(self) -> str:
        return _("In which language do you work?")

    def sentence(self) -> str:
        return _("It can be changed at any time. Records and reports can be in any of the six.")

    @Slot(object)
    def _on_clicked(self, button: QRadioButton) -> None:
        self.chosen.emit(str(button.property("code")))


class _CentreStep(Step):
    """The centres by name and country, narrowed as one types; beneath them the way back from a backup."""

    brought_back = Signal()

    def __init__(self, folder: Path, runner: Runner) -> None:
        super().__init__()
        self._folder, self._runner = folder, runner
        self.line, self.list = QLineEdit(), QListWidget()
        self.backup_label, self.backup_button, self.progress = QLabel(), QPushButton(), Progress()
        self.line.setObjectName("first_centre")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setWordWrap(True)
        self.backup_label.setWordWrap(True)
        theme.tint(self.backup_label, "muted")
        theme.align(self.backup_label)
        icons.put(self.backup_button, "history")
        for part in (self.line, self.list, self.backup_label, self.backup_button, self.progress):
            self.body.addWidget(part)
        self.line.textChanged.connect(self._on_typed)
        self.list.currentRowChanged.connect(self.changed)
        self.backup_button.clicked.connect(self._on_backup)
        self.progress.follow(None)

    def heading(self) -> str:
        return _("For which centre do you work?")

    def is_ready(self) -> bool:
        """Only with a centre."""
        return bool(self.code())

    def code(self) -> str:
        """The centre's code; "" for none."""
        item = self.list.currentItem()
        return str(item.data(_CODE)) if item is not None and not item.isHidden() else ""

    def arrive(self) -> None:
        """Lists the centres in the language that is chosen now."""
        kept = self.code()
        self.line.setPlaceholderText(_("Type a few letters of its name or country"))
        self.line.setAccessibleName(self.heading())
        self.list.setAccessibleName(_("Centres"))
        self.backup_label.setText(_(_BACK))
        self.backup_button.setText(_("Bring back a backup…"))
        self.list.clear()
        for code, words in _centres():
            item = QListWidgetItem(words, self.list)
            item.setData(_CODE, code)
            item.setSelected(code == kept)
            if code == kept:
                self.list.setCurrentItem(item)
        self._on_typed(self.line.text())

    def take(self, chosen: list[Path]) -> None:
        """Brings the backup back into the folder of the new desk."""
        self.setEnabled(False)
        work = partial(_restore, chosen[0], self._folder)
        task = self._runner.write(work, self._on_restored, self._on_failed, label=_("Bringing back"), reports=True)
        task.progressed.connect(self.progress.set_progress)
        self.progress.follow(task)

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        wanted = fold(typed).split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(one in fold(f"{item.text()} {item.data(_CODE)}") for one in wanted))
        shown = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if wanted and len(shown) == 1:
            self.list.setCurrentRow(shown[0])
        self.changed.emit()

    @Slot()
    def _on_backup(self) -> None:
        from baseldesk.sync.backup import SUFFIX

        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kinds = [current().format(N_("Backups (*{suffix})"), suffix=SUFFIX)]
        dialogs.ask_files(self, _("Bring back a backup"), start, kinds, self.take)

    @Slot(object)
    def _on_restored(self, _nothing: object) -> None:
        self.brought_back.emit()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.progress.follow(None)
        self.setEnabled(True)
        self.failed.emit(error)


class _NameStep(Step):
    """Who works here; the main button makes the desk."""

    def __init__(self, folder: Path, runner: Runner) -> None:
        super().__init__()
        self._folder, self._runner = folder, runner
        self.centre = ""
        self.line = QLineEdit()
        self.line.setObjectName("first_name")
        self.line.setMaxLength(200)
        self.body.addWidget(self.line)

    def heading(self) -> str:
        return _("What is your name?")

    def sentence(self) -> str:
        return _(_NAME)

    def word(self) -> str:
        return _("Start working")

    def arrive(self) -> None:
        self.line.setAccessibleName(self.heading())

    def go(self) -> None:
        """Makes the desk; its keys lie in the system's keyring where one works."""
        work = partial(_found, self._folder, self.centre, self.line.text().strip())
        self._runner.write(work, self._on_made, self._on_failed)

    @Slot(object)
    def _on_made(self, _nothing: object) -> None:
        self.done.emit()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(error)


def _found(folder: Path, centre: str, name: str) -> None:
    from baseldesk.sync.station import found_centre, found_secretariat

    if centre == SECRETARIAT:
        found_secretariat(folder, officer_name=name, keys="").close()
    else:
        found_centre(folder, centre, officer_name=name, keys="").close()


def _restore(file: Path, folder: Path, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
    from baseldesk.sync.restoring import restore

    restore(file, folder, progress=progress, cancelled=cancelled).close()


def _centres() -> list[tuple[str, str]]:
    """Code, and name with country, in the order of the alphabet; the secretariat last."""
    from baseldesk.records import vocabulary
    from baseldesk.sync.station import host_countries

    hosts = host_countries()
    named = []
    for code in vocabulary.codes("centre"):
        centre, country = isolate(current().label(code, "centre")), isolate(current().label(hosts.get(code, ""), "country"))
        named.append((code == SECRETARIAT, current().format(_HOST, centre=centre, country=country), code))
    return [(code, words) for _last, words, code in sorted(named)]
