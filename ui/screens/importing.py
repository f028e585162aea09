"""Import: a file is chosen or dropped, tried out without changing anything, seen, and only then taken in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import dialogs, icons, theme
from ui.screens import Context, Screen
from ui.screens import importing_reading as reading
from ui.screens.importing_choices import MappingChoices
from ui.screens.importing_outcome import Outcome
from ui.screens.importing_preview import SheetPreview
from ui.screens.importing_words import cell_of, target_choices
from ui.widgets.empty import Empty
from ui.widgets.progress import Progress
from ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from baseldesk.desk.shown import Saved
    from baseldesk.formats.intake import Intake
    from baseldesk.formats.sheets.mapping import Mapping
    from ui.screens.importing_reading import Found, Taken
    from ui.tasks import Task

_PAUSE = 300  # milliseconds after the last choice before it is tried out
_KNOWN = N_("Tables and IATI files (*.xlsx *.xls *.ods *.csv *.tsv *.txt *.xml)")
_ALL = N_("All files (*)")
_WHAT = {
    reading.IATI: N_("{file}: activities in IATI."),
    reading.OURS: N_(
        "{file}: a table that came from BaselDesk. What was changed in it is taken over; what was changed here stays."
    ),
    reading.SHEET: N_("{file}: check above each column what it is taken as."),
}
_BRING = N_(
    "A spreadsheet or a table of any layout, or an IATI file: drop it here or choose it. "
    "Nothing is changed before you have seen what it brings."
)
_SETTLED = N_("{file}: its columns are taken as you settled them before.")
_NEWER = N_("Something else was saved since the import, so it cannot be taken back in one step.")
_NEWER_HINT = N_("Nothing was changed. Undo the later saves first, the newest first, then the import.")
_STOPPED = N_("Stopped. Nothing was changed.")
_PLACES = {"partner": "partners"}


class ImportScreen(Screen):
    """Bring your own list."""

    name = "import"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: Found | None = None
        self.taken: Taken | None = None
        self._task: Task | None = None
        self.choose_button, self.import_button, self.again_button = QPushButton(), QPushButton(), QPushButton()
        self.start, self.stack, self.about = Empty("upload"), QStackedWidget(), QLabel()
        self.choices, self.preview, self.outcome = MappingChoices(context), SheetPreview(), Outcome()
        self.contacts, self.progress, self.busy = QCheckBox(), Progress(), Progress()
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show()
        QTimer.singleShot(0, self, self.ready.emit)

    def title(self) -> str:
        """«Import»."""
        return _("Import")

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.choose_button.setText(_("Another file…"))
        self.import_button.setText(_("Import"))
        self.again_button.setText(_("Try out again"))
        self.contacts.setText(_("Also people’s names and addresses; they never leave the centre"))
        self.start.set_texts(*self._start_words())
        for part in (self.choices, self.outcome, self.progress, self.busy):
            part.retranslate()
        if self.found is not None:
            self._show_targets()
        self._show()

    def focus_first(self) -> None:
        """On the button that chooses a file, or the first choice."""
        (self.start.button if self.found is None else self.choices.kind).setFocus()

    # Choosing

    @Slot()
    def choose(self) -> None:
        """Asks for a file."""
        dialogs.ask_files(self, _("Which file?"), "", [_(_KNOWN), _(_ALL)], self.consider)

    def consider(self, paths: list[Path], encoding: str = "") -> None:
        """Looks at a file, and tries out what it would bring."""
        if not paths or self._is_writing() or self.context.desk.is_secretariat:
            return
        self._give_up()
        self._soon.stop()
        if self.found is None or self.found.path != paths[0]:
            self.found = self.taken = None
        self.banner.clear()
        self.outcome.show_intake(None)
        work = partial(reading.look, self.context.desk, paths[0], encoding=encoding)
        self._begin(self.context.runner.read(work, self._on_looked, self._on_failed, label=_("Looking at the file")))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes a file, nothing else."""
        if _paths_of(event) and not self._is_writing() and not self.context.desk.is_secretariat:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Looks at what was dropped."""
        event.acceptProposedAction()
        self.consider(_paths_of(event))

    @Slot(object)
    def _on_looked(self, found: Found) -> None:
        self.found = found
        self._end()
        if found.kind == reading.SHEET:
            self._show_sheet()
        self.rehearse()
        self.focus_first()

    # Columns

    @Slot(object, object)
    def _on_guess_asked(self, mapping: Mapping, row: int | None) -> None:
        assert self.found is not None
        assert self.found.book is not None
        self._give_up()
        work = partial(reading.guess_again, self.found.book, mapping, row=row)
        self._begin(self.context.runner.read(work, self._on_guessed, self._on_failed, label=_("Looking at the file")))

    @Slot(object)
    def _on_guessed(self, mapping: Mapping) -> None:
        assert self.found is not None
        self.found = replace(self.found, mapping=mapping, is_known=False)
        self._end()
        self._show_sheet()
        self.rehearse()

    @Slot(object)
    def _on_settled(self, mapping: Mapping) -> None:
        assert self.found is not None
        self.found, self.taken = replace(self.found, mapping=mapping), None
        self._give_up()
        self.outcome.show_intake(None)
        self._show()
        self._soon.start()

    @Slot(int, str)
    def _on_target(self, column: int, target: str) -> None:
        """A column is something else now; one that had the same target keeps it no longer, partners excepted."""
        from baseldesk.formats.sheets.grid import column_name

        assert self.found is not None
        assert self.found.mapping is not None
        here, mapping = column_name(column), self.found.mapping
        others = {name: held for name, held in mapping.columns.items() if name != here}
        if target and not target.startswith("partner."):
            others = {name: held for name, held in others.items() if held != target}
        columns = {**others, **({here: target} if target else {})}
        self._on_settled(msgspec.structs.replace(mapping, columns=columns))
        self.choices.show_mapping(self.found)
        for n, box in enumerate(self.preview.targets.boxes):
            box.put(columns.get(column_name(n), ""))

    @Slot(str)
    def _on_encoding(self, encoding: str) -> None:
        if self.found is not None:
            self.consider([self.found.path], encoding)

    # Trying out and taking in

    @Slot()
    def rehearse(self) -> None:
        """Tries out the import in the background; what was tried out for an earlier choice is given up."""
        self._give_up()
        self.taken = None
        self.outcome.show_intake(None)
        if self.found is None or self._missing():
            self._show()
            return
        work = partial(reading.rehearse, self.context.desk, self.found, self.contacts.isChecked())
        label = _("Trying out what the file brings")
        self._begin(self.context.runner.read(work, self._on_rehearsed, self._on_failed, label=label, reports=True))

    @Slot(object)
    def _on_rehearsed(self, intake: Intake) -> None:
        self._end()
        self.outcome.show_intake(intake)
        self._show_remarks(intake)
        self._show()

    @Slot()
    def take(self) -> None:
        """Takes the file in."""
        if self.found is None or not self.import_button.isEnabled():
            return
        self.banner.clear()
        self._soon.stop()
        work = partial(reading.take, self.context.desk, self.found, self.contacts.isChecked())
        self._begin(self.context.runner.write(work, self._on_taken, self._on_failed, label=_("Importing"), reports=True))

    @Slot(object)
    def _on_taken(self, taken: Taken) -> None:
        self._end()
        self.taken = taken
        self.outcome.show_intake(taken.intake, is_done=True, can_take_back=taken.action is not None)
        self._show_remarks(taken.intake)
        self._show()
        self.outcome.show_button.setFocus()

    @Slot()
    def _on_take_back(self) -> None:
        if self.taken is not None and not self._is_writing():
            work = partial(reading.take_back, self.context.desk, self.taken)
            self._begin(self.context.runner.write(work, self._on_taken_back, self._on_failed, label=_("Undoing…")))

    @Slot(object)
    def _on_taken_back(self, saved: Saved | None) -> None:
        self._end()
        if saved is None:
            self.banner.say("attention", _NEWER, _NEWER_HINT)
            return
        self.context.window.status(_("The import was taken back."))
        self.rehearse()

    @Slot(object)
    def _on_save_rejects(self, place: Path) -> None:
        if self.outcome.intake is not None:
            work = partial(_write_rejects, place, self.outcome.intake)
            self.context.runner.read(work, self._on_rejects_saved, self._on_failed, label=_("Saving…"))

    @Slot(object)
    def _on_rejects_saved(self, place: Path) -> None:
        self.context.window.status(current().format(N_("Saved: {file}"), file=place.name))

    @Slot()
    def _on_show(self) -> None:
        mapping = self.found.mapping if self.found else None
        if mapping is not None and mapping.type == "participant" and mapping.into:
            self.context.window.show_record("activity", bytes.fromhex(mapping.into))
        else:
            self.context.window.show_screen(_PLACES.get(mapping.type if mapping else "", "activities"))

    @Slot(str)
    def _on_place(self, where: str) -> None:
        place = cell_of(where)
        if place is not None and self.preview.isVisible():
            self.preview.go_to(*place)

    # Working

    def _is_writing(self) -> bool:
        return self._task is not None and self._task.writes

    def _begin(self, task: Task) -> None:
        self._task = task
        for progress in (self.progress, self.busy):
            task.progressed.connect(progress.set_progress)
            progress.follow(task)
        task.stopped.connect(self._on_stopped)
        self._show()

    def _end(self) -> None:
        self._task = None
        self.progress.follow(None)
        self.busy.follow(None)
        self._show()

    def _give_up(self) -> None:
        """Stops what is being tried out; its answer is no longer wanted."""
        if self._task is not None and not self._task.writes:
            self._task.cancel()
            self._task.then = self._task.otherwise = self._on_stale
            self._end()

    def _on_stale(self, _answer: Any) -> None:
        """An answer to what nobody asks any more."""

    @Slot()
    def _on_stopped(self) -> None:
        if self._task is not None and self._task.is_cancelled():
            self._end()
            self.context.window.status(_(_STOPPED))

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._end()
        self.context.window.show_error(error)

    # Showing

    def _start_words(self) -> tuple[str, str, str]:
        if self.context.desk.is_secretariat:
            return _("Import"), _("Lists are imported at the centres; they come here in the centres’ data files."), ""
        return (
            _("Bring your list"),
            _(_BRING),
            _("Choose a file…"),
        )  # fmt: skip

    def _missing(self) -> str:
        """What a person still has to say before anything can be tried out."""
        mapping = self.found.mapping if self.found else None
        if mapping is None:
            return ""
        if mapping.type == "participant" and not mapping.into:
            return _("Say above which activity these people took part in.")
        if not any(mapping.columns.values()):
            return _("No column could be recognized. Say above at least one column what it is.")
        return ""

    def _show(self) -> None:
        found, is_writing = self.found, self._is_writing()
        is_sheet = found is not None and found.kind == reading.SHEET
        self.stack.setCurrentIndex(0 if found is None else 1)
        self.start.button.setEnabled(self._task is None)
        self.about.setText(self._about_words())
        for part in (self.choices, self.preview):
            part.setVisible(is_sheet)
            part.setEnabled(not is_writing)
        self.choices.setVisible(is_sheet and self.taken is None)
        self.contacts.setVisible(found is not None and found.kind == reading.IATI)
        self.contacts.setEnabled(not is_writing)
        intake = self.outcome.intake
        would_change = intake is not None and bool(intake.created or intake.updated)
        self.choose_button.setVisible(found is not None)
        self.choose_button.setEnabled(not is_writing)
        self.import_button.setVisible(found is not None and self.taken is None)
        self.import_button.setEnabled(would_change and self._task is None and self.taken is None)
        is_idle = found is not None and intake is None and self._task is None
        self.again_button.setVisible(is_idle and not self._soon.isActive() and not self._missing())
        self.outcome.back_button.setEnabled(not is_writing)

    def _about_words(self) -> str:
        if self.found is None:
            return ""
        said = _SETTLED if self.found.is_known else _WHAT[self.found.kind]
        words = current().format(said, file=self.found.path.name)
        missing = self._missing()
        return f"{words}\n{missing}" if missing else words

    def _show_sheet(self) -> None:
        assert self.found is not None
        self.choices.show_mapping(self.found)
        self._show_targets()
        self._show()

    def _show_targets(self) -> None:
        from baseldesk.formats.sheets.grid import column_name
        from baseldesk.formats.sheets.headings import find_heading
        from baseldesk.formats.sheets.mapping import sheet_of

        found = self.found
        if found is None or found.book is None or found.mapping is None:
            return
        mapping, sheet = found.mapping, sheet_of(found.book, found.mapping.sheet)
        names = find_heading(sheet, mapping.heading - 1).names
        columns = [column_name(n) for n in range(len(names))]
        self.preview.rows.show_rows(sheet.rows, mapping.first - 1, names)
        self.preview.targets.show_choices(target_choices(mapping.type))
        self.preview.targets.show_targets([mapping.columns.get(one, "") for one in columns], names, columns)
        self.preview.setAccessibleName(_("The rows of the file"))
        if self.outcome.intake is not None:
            self._show_remarks(self.outcome.intake)

    def _show_remarks(self, intake: Intake) -> None:
        from baseldesk.formats.sentences import tell

        told = ((cell_of(one.where), one) for one in intake.warnings)
        self.preview.rows.show_remarks({at: tell(one.code, one.params, current()) for at, one in told if at is not None})

    def _lay_out(self) -> None:
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
        beginning = QWidget()
        first = QVBoxLayout(beginning)
        first.setContentsMargins(0, 0, 0, 0)
        first.addWidget(self.start, 1)
        first.addWidget(self.busy)
        for one in (beginning, scrolled(page)):
            self.stack.addWidget(one)
        self.body.addWidget(self.stack)
        self.header.add(self.choose_button)
        self.header.add(self.import_button)
        theme.make_primary(self.import_button)
        icons.put(self.import_button, "check", "on_accent")
        names = {
            "import_choose": self.start.button, "import_another": self.choose_button, "import_button": self.import_button,
            "import_again": self.again_button, "import_about_file": self.about, "import_contacts": self.contacts,
        }  # fmt: skip
        for name, part in names.items():
            part.setObjectName(name)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self.start.chosen.connect(self.choose)
        self.choose_button.clicked.connect(self.choose)
        self.import_button.clicked.connect(self.take)
        self.again_button.clicked.connect(self.rehearse)
        self.contacts.toggled.connect(self.rehearse)
        self._soon.timeout.connect(self.rehearse)
        self.choices.settled.connect(self._on_settled)
        self.choices.guess_asked.connect(self._on_guess_asked)
        self.choices.encoding_chosen.connect(self._on_encoding)
        self.preview.settled.connect(self._on_target)
        self.outcome.place_asked.connect(self._on_place)
        self.outcome.save_asked.connect(self._on_save_rejects)
        self.outcome.take_back_asked.connect(self._on_take_back)
        self.outcome.show_asked.connect(self._on_show)


def _write_rejects(place: Path, intake: Intake) -> Path:
    """Writes the remarks and the rows left out.

    Raises:
        MediumError: the place cannot be written; what was there is untouched.
    """
    from baseldesk.formats.rejects import rejects_table
    from baseldesk.formats.sheets.writing import write_file
    from baseldesk.sync.medium import medium_error

    try:
        write_file(place, rejects_table(intake, current()))
    except OSError as reason:
        raise medium_error(reason, place) from reason
    return place


def _paths_of(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
