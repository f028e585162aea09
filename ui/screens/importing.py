"""Import: a file is chosen or dropped, tried out without changing anything, seen, and only then taken in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot

from baseldesk.i18n import N_, _
from ui.screens import Context
from ui.screens import importing_reading as reading
from ui.screens.importing_columns import put_targets, show_columns, show_remarks, take_column_as
from ui.screens.importing_frame import ImportFrame
from ui.screens.importing_rejects import Rejects
from ui.screens.importing_words import cell_of, missing_words
from ui.screens.importing_working import ImportWork

if TYPE_CHECKING:
    from baseldesk.desk.shown import Saved
    from baseldesk.formats.intake import Intake
    from baseldesk.formats.sheets.mapping import Mapping
    from ui.screens.importing_reading import Found, Taken

_PAUSE = 300  # milliseconds after the last choice before it is tried out
_NEWER = N_("Something else was saved since the import, so it cannot be taken back in one step.")
_NEWER_HINT = N_("Nothing was changed. Undo the later saves first, the newest first, then the import.")
_PLACES = {"partner": "partners"}


class ImportScreen(ImportFrame):
    """Bring your own list."""

    name = "import"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: Found | None = None
        self.taken: Taken | None = None
        self.work = ImportWork(context, (self.progress, self.busy), self)
        self.rejects = Rejects(context, self)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self.lay_out()
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
        if self.found is not None:
            show_columns(self.preview, self.found, self.outcome.intake)
        self._show()

    def focus_first(self) -> None:
        """On the button that chooses a file, or the first choice."""
        (self.start.button if self.found is None else self.choices.kind).setFocus()

    # Looking at a file

    def can_take_file(self) -> bool:
        """Not while the desk is being changed, and not at the secretariat."""
        return not self.work.is_writing and not self.context.desk.is_secretariat

    @Slot(object)
    def consider(self, paths: list[Path], encoding: str = "") -> None:
        """Looks at a file, and tries out what it would bring."""
        if not paths or not self.can_take_file():
            return
        self.work.give_up()
        self._soon.stop()
        if self.found is None or self.found.path != paths[0]:
            self.found = self.taken = None
        self.banner.clear()
        self.outcome.show_intake(None)
        work = partial(reading.look, self.context.desk, paths[0], encoding=encoding)
        self.work.follow(self.context.runner.read(work, self._on_looked, self._on_failed, label=_("Looking at the file")))

    @Slot(object)
    def _on_looked(self, found: Found) -> None:
        self.found = found
        self.work.end()
        if found.kind == reading.SHEET:
            self._show_sheet()
        self.rehearse()
        self.focus_first()

    # Columns

    @Slot(object, object)
    def _on_guess_asked(self, mapping: Mapping, row: int | None) -> None:
        assert self.found is not None
        assert self.found.book is not None
        self.work.give_up()
        work = partial(reading.guess_again, self.found.book, mapping, row=row)
        self.work.follow(self.context.runner.read(work, self._on_guessed, self._on_failed, label=_("Looking at the file")))

    @Slot(object)
    def _on_guessed(self, mapping: Mapping) -> None:
        assert self.found is not None
        self.found = replace(self.found, mapping=mapping, is_known=False)
        self.work.end()
        self._show_sheet()
        self.rehearse()

    @Slot(object)
    def _on_settled(self, mapping: Mapping) -> None:
        assert self.found is not None
        self.found, self.taken = replace(self.found, mapping=mapping), None
        self.work.give_up()
        self.outcome.show_intake(None)
        self._show()
        self._soon.start()

    @Slot(int, str)
    def _on_target(self, column: int, target: str) -> None:
        assert self.found is not None
        assert self.found.mapping is not None
        mapping = take_column_as(self.found.mapping, column, target)
        self._on_settled(mapping)
        self.choices.show_mapping(self.found)
        put_targets(self.preview, mapping)

    @Slot(str)
    def _on_encoding(self, encoding: str) -> None:
        if self.found is not None:
            self.consider([self.found.path], encoding)

    # Trying out and taking in

    @Slot()
    def rehearse(self) -> None:
        """Tries out the import in the background; what was tried out for an earlier choice is given up."""
        self.work.give_up()
        self.taken = None
        self.outcome.show_intake(None)
        if self.found is None or missing_words(self.found.mapping):
            self._show()
            return
        work = partial(reading.rehearse, self.context.desk, self.found, self.contacts.isChecked())
        label = _("Trying out what the file brings")
        self.work.follow(self.context.runner.read(work, self._on_rehearsed, self._on_failed, label=label, reports=True))

    @Slot(object)
    def _on_rehearsed(self, intake: Intake) -> None:
        self.work.end()
        self.outcome.show_intake(intake)
        show_remarks(self.preview, intake)
        self._show()

    @Slot()
    def take(self) -> None:
        """Takes the file in."""
        if self.found is None or not self.import_button.isEnabled():
            return
        self.banner.clear()
        self._soon.stop()
        work = partial(reading.take, self.context.desk, self.found, self.contacts.isChecked())
        self.work.follow(self.context.runner.write(work, self._on_taken, self._on_failed, label=_("Importing"), reports=True))

    @Slot(object)
    def _on_taken(self, taken: Taken) -> None:
        self.work.end()
        self.taken = taken
        self.outcome.show_intake(taken.intake, is_done=True, can_take_back=taken.action is not None)
        show_remarks(self.preview, taken.intake)
        self._show()
        self.outcome.show_button.setFocus()

    @Slot()
    def _on_take_back(self) -> None:
        if self.taken is not None and not self.work.is_writing:
            work = partial(reading.take_back, self.context.desk, self.taken)
            task = self.context.runner.write(work, self._on_taken_back, self._on_failed, label=_("Undoing…"), reports=True)
            self.work.follow(task)

    @Slot(object)
    def _on_taken_back(self, saved: Saved | None) -> None:
        self.work.end()
        if saved is None:
            self.banner.say("attention", _NEWER, _NEWER_HINT)
            return
        self.context.window.status(_("The import was taken back."))
        self.rehearse()

    @Slot(object)
    def _on_save_rejects(self, place: Path) -> None:
        if self.outcome.intake is not None:
            self.rejects.save(place, self.outcome.intake)

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

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.work.end()
        self.context.window.show_error(error)

    # Showing

    @Slot()
    def _show(self) -> None:
        self.show_parts(
            self.found,
            is_taken=self.taken is not None,
            is_running=self.work.is_running,
            is_writing=self.work.is_writing,
            is_waiting=self._soon.isActive(),
        )

    def _show_sheet(self) -> None:
        assert self.found is not None
        self.choices.show_mapping(self.found)
        show_columns(self.preview, self.found, self.outcome.intake)
        self._show()

    def _connect(self) -> None:
        self.given.connect(self.consider)
        self.work.changed.connect(self._show)
        self.rejects.failed.connect(self._on_failed)
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
