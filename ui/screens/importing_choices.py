"""How a table is read: what a row is, which sheet and headings, in which language, how dates and letters are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from baseldesk.i18n import LANGUAGES, N_, _, current
from baseldesk.records.types import record_type
from ui import theme
from ui.screens import Context
from ui.widgets.check import Check
from ui.widgets.field_flow import FlowLayout
from ui.widgets.picker import PickLine
from ui.widgets.picker_sources import Records

if TYPE_CHECKING:
    from baseldesk.formats.sheets.mapping import Mapping
    from ui.screens.importing_reading import Found

_ENCODINGS = (
    ("cp1252", N_("Western European (Windows 1252)")), ("cp1251", N_("Cyrillic (Windows 1251)")),
    ("koi8_r", N_("Cyrillic (KOI8-R)")), ("cp1256", N_("Arabic (Windows 1256)")), ("gb18030", N_("Chinese (GB 18030)")),
    ("utf-8", N_("Unicode (UTF-8)")),
)  # fmt: skip
_KINDS = ("activity", "partner", "participant")
_MOST = 1_048_576


class MappingChoices(QWidget):
    """What a person may say about a table beside its columns.

    Attributes:
        settled: the columns stay, something else about them is another now; the mapping.
        guess_asked: the columns are to be guessed anew: the mapping, and the row of headings from 0 or None.
        encoding_chosen: the file is to be read again in this encoding.
    """

    settled = Signal(object)
    guess_asked = Signal(object, object)
    encoding_chosen = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from ui.screens.record_directory import DeskDirectory

        self._mapping: Mapping | None = None
        self._found: Found | None = None
        self.kind, self.sheet, self.language = QComboBox(), QComboBox(), QComboBox()
        self.identifier, self.encoding, self.heading = QComboBox(), QComboBox(), QSpinBox()
        self.day_first, self.into = Check(), PickLine(Records("activity", DeskDirectory(context, self)))
        self._labels: dict[QWidget, QLabel] = {}
        self._lay_out()
        self._connect()

    def show_mapping(self, found: Found) -> None:
        """Shows how this file is read."""
        self._found, self._mapping = found, found.mapping
        with _Quiet(self):
            self._fill()

    def retranslate(self) -> None:
        """Sets every text anew."""
        words = {
            self.kind: _("A row is"), self.into: _("Participants of"), self.sheet: _("Sheet"),
            self.heading: _("Row of the headings"), self.language: _("Language of the texts"),
            self.identifier: _("A row is known by"), self.encoding: _("Letters"),
        }  # fmt: skip
        for widget, label in self._labels.items():
            label.setText(words[widget])
            widget.setAccessibleName(words[widget])
        self.heading.setSpecialValueText(_("none"))
        self.into.setPlaceholderText(_("which activity?"))
        self.day_first.setText(_("In dates the day comes first"))
        self.into.retranslate()
        if self._found is not None:
            with _Quiet(self):
                self._fill()

    def _fill(self) -> None:
        found, mapping = self._found, self._mapping
        if found is None or mapping is None or found.book is None:
            return
        _offer(self.kind, [(one, _(record_type(one).label)) for one in _KINDS], mapping.type)
        _offer(self.sheet, [(one.name, one.name) for one in found.book.sheets], mapping.sheet)
        _offer(self.language, [(one, current().language_name(one)) for one in LANGUAGES], mapping.language)
        _offer(self.identifier, [("", _("all it holds")), *self._columns(found, mapping)], mapping.identifier)
        encoding = (found.about or {}).get("encoding", "")
        known = [(code, _(word)) for code, word in _ENCODINGS]
        _offer(self.encoding, known if encoding in dict(known) else [(encoding, encoding), *known], encoding)
        self.heading.setValue(mapping.heading)
        self.day_first.setChecked(mapping.day_first)
        self.into.set_value(bytes.fromhex(mapping.into) if mapping.into else None)
        self._show_part(self.sheet, len(found.book.sheets) > 1)
        self._show_part(self.into, mapping.type == "participant")
        self._show_part(self.encoding, bool((found.about or {}).get("guessed") or mapping.encoding))

    @staticmethod
    def _columns(found: Found, mapping: Mapping) -> list[tuple[str, str]]:
        from baseldesk.formats.sheets.grid import column_name
        from baseldesk.formats.sheets.headings import find_heading
        from baseldesk.formats.sheets.mapping import sheet_of

        assert found.book is not None
        names = find_heading(sheet_of(found.book, mapping.sheet), mapping.heading - 1).names
        return [(column_name(n), f"{column_name(n)} · {name}" if name else column_name(n)) for n, name in enumerate(names)]

    def _show_part(self, widget: QWidget, is_shown: bool) -> None:
        holder = widget.parentWidget()
        assert holder is not None
        holder.setVisible(is_shown)

    def _on_settled(self) -> None:
        if self._mapping is not None:
            more = {
                "language": self.language.currentData(), "day_first": self.day_first.isChecked(),
                "identifier": self.identifier.currentData() or "",
            }  # fmt: skip
            self._mapping = msgspec.structs.replace(self._mapping, **more)
            self.settled.emit(self._mapping)

    def _on_into(self, picked: object) -> None:
        if self._mapping is not None:
            self._mapping = msgspec.structs.replace(self._mapping, into=picked.hex() if isinstance(picked, bytes) else "")
            self.settled.emit(self._mapping)

    def _on_kind(self) -> None:
        if self._mapping is not None:
            kind = str(self.kind.currentData())
            into = self._mapping.into if kind == "participant" else ""
            self._guess(msgspec.structs.replace(self._mapping, type=kind, into=into), self._mapping.heading - 1)

    def _on_sheet(self) -> None:
        if self._mapping is not None:
            self._guess(msgspec.structs.replace(self._mapping, sheet=str(self.sheet.currentData())), None)

    def _on_heading(self) -> None:
        if self._mapping is not None:
            self._guess(self._mapping, self.heading.value() - 1)

    def _guess(self, mapping: Mapping, row: int | None) -> None:
        self.guess_asked.emit(mapping, row)

    def _on_encoding(self) -> None:
        self.encoding_chosen.emit(str(self.encoding.currentData()))

    def _lay_out(self) -> None:
        flow = FlowLayout(self, spacing=theme.NEAR)
        self.heading.setRange(0, _MOST)
        self.heading.setKeyboardTracking(False)
        self.into.setMinimumWidth(30 * self.fontMetrics().averageCharWidth())
        names = {
            "import_kind": self.kind, "import_into": self.into, "import_sheet": self.sheet, "import_heading": self.heading,
            "import_language": self.language, "import_identifier": self.identifier, "import_encoding": self.encoding,
        }  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(name)
            holder, label = QWidget(self), QLabel()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, theme.NEAR, 0)
            row.setSpacing(theme.HAIR)
            label.setBuddy(widget)
            theme.tint(label, "muted")
            row.addWidget(label)
            row.addWidget(widget)
            self._labels[widget] = label
            flow.addWidget(holder)
        for box in (self.sheet, self.identifier):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(14)
        self.day_first.setObjectName("import_day_first")
        flow.addWidget(self.day_first)

    def _connect(self) -> None:
        self.kind.activated.connect(self._on_kind)
        self.sheet.activated.connect(self._on_sheet)
        self.heading.valueChanged.connect(self._on_heading)
        self.language.activated.connect(self._on_settled)
        self.identifier.activated.connect(self._on_settled)
        self.day_first.toggled.connect(self._on_settled)
        self.encoding.activated.connect(self._on_encoding)
        self.into.picked.connect(self._on_into)


class _Quiet:
    """While this lasts, what is set was not chosen by a person."""

    def __init__(self, choices: MappingChoices) -> None:
        self._parts = (choices.heading, choices.day_first, choices.into)

    def __enter__(self) -> None:
        self._blockers = [QSignalBlocker(part) for part in self._parts]

    def __exit__(self, *_how: object) -> None:
        for blocker in self._blockers:
            blocker.unblock()


def _offer(box: QComboBox, choices: list[tuple[str, str]], chosen: str) -> None:
    box.clear()
    for value, text in choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
