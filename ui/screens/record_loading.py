"""What comes onto a record screen: a new record with its presets, or one that the desk holds, read in the background."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from baseldesk.errors import UsageError
from ui.screens.record_draft import Draft
from ui.screens.record_reading import Whole, read_unsaved, read_whole, wanted_of
from ui.screens.record_stage import first_stage

if TYPE_CHECKING:
    from baseldesk.desk.unsaved import Unsaved
    from ui.screens.record_screen import RecordScreen


class RecordLoading(QObject):
    """Begins a new record or reads one; what a person has begun to type meanwhile stands.

    Attributes:
        is_loading: another record than the one on the screen is being read.
        presets, preset_lines: what a new record began with, in its form and in its lists.
        whole: the record as it was read last.
    """

    def __init__(self, screen: RecordScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self.is_loading = False
        self.presets: dict[str, object] = {}
        self.preset_lines: dict[str, tuple[Draft, ...]] = {}
        self.whole = Whole(None, {}, {})

    def begin(self, values: Mapping[str, object], record: bytes = b"") -> None:
        """Shows an empty form with some values entered, for a record of this id or of a fresh one."""
        screen = self._screen
        screen.record_id, screen.is_new, self.is_loading = record or screen.context.desk.new_id(), True, True
        screen.form.tabs.setCurrentIndex(0)  # wherever the record before was left
        screen.form.load(None)
        screen.form.put({**first_stage(screen.declared), **values})
        self.presets = screen.form.changes()
        for kind, lines in screen.lists.items():
            lines.load(screen.record_id, [])
            preset = values.get(kind)
            if isinstance(preset, Mapping):
                lines.begin(preset)
        self.preset_lines = {kind: lines.drafts() for kind, lines in screen.lists.items()}
        screen.history.load(None)
        self._arrive()

    def begin_kept(self, record: bytes) -> None:
        """Shows a new record that was written earlier under this id and never saved."""
        self.begin({}, record)
        screen, context = self._screen, self._screen.context
        under_way = screen.unsaved.under_way(record)
        context.runner.read(partial(read_unsaved, context.desk, screen.kind, record, under_way), self._on_unsaved)

    @Slot(object)
    def _on_unsaved(self, kept: Unsaved | None) -> None:
        screen = self._screen
        if kept is not None and kept.record == screen.record_id and screen.is_new and not screen.has_unsaved():
            screen.unsaved.restore(kept)

    def read(self, record: bytes) -> None:
        """Reads a record, and shows it when it has come; until then whatever stands there is not the record's."""
        screen = self._screen
        self.is_loading = self.is_loading or record != screen.record_id
        screen.record_id, screen.is_new = record, False
        screen.form.setEnabled(not self.is_loading)
        screen.context.runner.read(self.reading(), self._on_read)

    def reading(self) -> Callable[[], Whole]:
        """The work of reading the record on the screen, for the background."""
        screen = self._screen
        under_way = screen.unsaved.under_way(screen.record_id)
        return partial(read_whole, screen.context.desk, screen.kind, screen.record_id, wanted_of(screen.lists), under_way)

    def _on_read(self, whole: Whole) -> None:
        if whole.shown is None:
            self._screen.show_error(UsageError("record.missing"))
            return
        if whole.shown.id != self._screen.record_id:
            return  # a person has gone on to another record meanwhile
        if not self.is_loading and self._screen.has_unsaved():
            return  # a person has begun to type meanwhile; what was shown before stands until it is saved
        self.show_whole(whole)

    def show_whole(self, whole: Whole, since: Mapping[str, tuple[Sequence[Draft], Sequence[Draft]]] | None = None) -> None:
        """Puts a record that was read on the screen; the lines with what was done to them meanwhile, as `Lines.load` takes it."""
        screen = self._screen
        screen.is_new, self.presets, self.preset_lines, self.whole = False, {}, {}, whole
        screen.form.load(whole.shown)
        for kind, lines in screen.lists.items():
            done = (since or {}).get(kind, ((), ()))
            lines.load(screen.record_id, whole.lines[kind], whole.versions, whole.nested.get(kind), done)
        screen.history.load(whole.shown)
        self._arrive()
        if whole.unsaved is not None:
            screen.unsaved.restore(whole.unsaved)

    def show_again(self) -> None:
        """Puts the record on the screen as it was read last, without anything unsaved; in place of a new one another new one."""
        for lines in self._screen.lists.values():
            lines.drop_half()
        if self._screen.is_new:
            self.begin({})
        else:
            self.show_whole(self.whole._replace(unsaved=None))

    def _arrive(self) -> None:
        was_loading, self.is_loading = self.is_loading, False
        self._screen.arrive(was_loading)
