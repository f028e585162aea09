"""One record of any type, made from its declaration: its form, what belongs to it as tabs, its documents and history."""

from __future__ import annotations

from collections.abc import Iterator

from baseldesk.i18n import _
from baseldesk.records.field import Field, RecordType
from baseldesk.records.types import children_of
from ui import layouts
from ui.screens import Context
from ui.screens.record_documents import Documents
from ui.screens.record_lines import Lines
from ui.screens.record_screen import RecordScreen
from ui.screens.typed import new_words

_DOCUMENT = "document"


class TypedRecordScreen(RecordScreen):
    """A record with a tab for each kind of line that belongs to it."""

    def __init__(self, context: Context, kind: str, name: str) -> None:
        self.kind, self.name = kind, name
        super().__init__(context)

    def add_lists(self) -> None:
        """What belongs to the record: its parts, its links, what is to be done about it, its documents."""
        for child, field in tabs_of(self.kind):
            lines = (Documents if child.name == _DOCUMENT else Lines)(self.context, self.directory, child, field)
            if isinstance(lines, Documents):
                lines.can_attach = self._can_attach
            self.form.tabs.addTab(self.add_list(lines), "")

    def new_words(self) -> str:
        """«New: Partnership»."""
        return new_words(self.declared)

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        for lines in self.lists.values():
            self.form.tabs.setTabText(self.form.tabs.indexOf(lines), _(lines.declared.plural))

    def after_load(self) -> None:
        """What only the secretariat writes is only looked at by a centre."""
        for lines in self.lists.values():
            if lines.declared.secretariat_only and not self.context.desk.is_secretariat:
                lines.set_read_only(True)

    def _can_attach(self) -> bool:
        return self.form.shown is not None


def tabs_of(kind: str) -> Iterator[tuple[RecordType, Field]]:
    """The types whose records stand in a tab of this one, each with the field that names it; documents last."""
    found = [(child, field) for child, field in children_of(kind) if _belongs(child, field, kind)]
    yield from sorted(found, key=lambda pair: pair[0].name == _DOCUMENT)


def _belongs(child: RecordType, field: Field, kind: str) -> bool:
    is_part = child.parent == field.name or field.name in child.link
    return is_part or child.name == _DOCUMENT or child.name in layouts.ALSO.get(kind, ())
