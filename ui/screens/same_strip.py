"""«Also recorded as …» over a record that is joined with others, with a button that separates each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from baseldesk.desk.shown import Saved
from baseldesk.i18n import N_, _, current, isolate
from baseldesk.records.identity import is_owned
from ui import icons, theme
from ui.screens.record_directory import title_of
from ui.screens.same_reading import Other, Standing, read_standing
from ui.widgets.link import Link

if TYPE_CHECKING:
    from ui.screens import Context

_ALSO = N_("Also recorded as {record}")
_STANDS_FOR = N_("Lists show {record} for this")
_SEPARATE_ALOUD = N_("Separate from {record}")
_MOST = 5


class AlsoRecorded(QWidget):
    """One line for each other record; hidden where there is none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._standing: Standing | None = None
        self._record = b""  # whose standing is wanted
        self.links: list[Link] = []
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.HAIR)
        self.setObjectName("also_recorded")
        self.hide()

    def show_for(self, kind: str, record: bytes) -> None:
        """Reads what the record is the same as, and shows it when it is known; b"" is the same as none."""
        self._record = record
        if self._standing is not None and self._standing.record != record:
            self._show(None)
        if record:
            self._context.runner.read(partial(read_standing, self._context.desk, kind, record), self._on_read)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self._show(self._standing)

    @Slot(object)
    def _on_read(self, standing: Standing) -> None:
        if standing.record == self._record and standing != self._standing:
            self._show(standing if standing.others else None)

    def _show(self, standing: Standing | None) -> None:
        self._standing = standing
        while item := self._column.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        self.links, self.buttons = [], []
        for one in standing.others[:_MOST] if standing else ():
            self._column.addWidget(self._line(standing, one))  # type: ignore[arg-type]
        self.setVisible(standing is not None)

    def _line(self, standing: Standing, one: Other) -> QWidget:
        line, link, button = QWidget(), Link("copy", "muted"), QPushButton(_("Separate"))
        named = self._name(standing.kind, one)
        link.setText(current().format(_STANDS_FOR if one.id == standing.shown else _ALSO, record=named))
        link.setObjectName(f"also_{one.id.hex()}")
        link.followed.connect(partial(self._context.window.show_record, standing.kind, one.id))
        icons.put(button, "undo-2")
        button.setObjectName(f"separate_{one.id.hex()}")
        button.setAccessibleName(current().format(_SEPARATE_ALOUD, record=named))
        button.setVisible(self._may_separate(standing, one))
        button.clicked.connect(partial(self._separate, standing, one.id))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.NEAR)
        row.addWidget(link, 1)
        row.addWidget(button)
        self.links.append(link)
        self.buttons.append(button)
        return line

    def _name(self, kind: str, one: Other) -> str:
        said = [str(one.values.get("reference") or one.values.get("acronym") or ""), title_of(kind, dict(one.values))]
        owner = [current().label(one.owner, "centre")] if one.owner != self._context.desk.owner else []
        return " · ".join(isolate(part) for part in (*said, *owner) if part)

    def _may_separate(self, standing: Standing, one: Other) -> bool:
        """A centre what is its own; the secretariat is told where only the centre can."""
        desk = self._context.desk
        return desk.is_secretariat or (is_owned(standing.record, desk.owner) and is_owned(one.id, desk.owner))

    def _separate(self, standing: Standing, other: bytes, _checked: bool = False) -> None:
        from baseldesk.desk.same_saving import separate

        work = partial(separate, self._context.desk, standing.kind, standing.record, other)
        self._context.runner.write(work, self._on_separated, label=_("Saving…"))

    @Slot(object)
    def _on_separated(self, _saved: Saved) -> None:
        self._context.window.status(_("Separated."))
        if self._standing is not None:
            self.show_for(self._standing.kind, self._standing.record)
