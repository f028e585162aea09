"""One activity: the short form first, then everything else in tabs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _
from baseldesk.records.field import Field, RecordType
from baseldesk.records.types import record_type
from ui import icons, layouts
from ui.screens import Context
from ui.screens.activity_form_ended import EndedField
from ui.screens.activity_form_headcount import HeadcountLine
from ui.screens.activity_form_partners import ActivityPartners
from ui.screens.activity_form_suggestions import Suggestions
from ui.screens.activity_form_take_over import TakeOver
from ui.screens.participants_sheet import ATTENDANCE, ParticipantsSheet
from ui.screens.record_documents import Documents
from ui.screens.record_lines import Lines
from ui.screens.record_screen import RecordScreen
from ui.screens.record_sheet import SheetLines
from ui.widgets.form_frame import FieldFrame
from ui.widgets.scrolled import scrolled

_MONEY = ("contribution", "budget_line", "expense")
_RESULTS = ("result", "follow_up")
_TABS = (
    ("partners", N_("Partners")), ("money", N_("Money")), ("people", N_("People")), ("results", N_("Results")),
    ("documents", N_("Documents")),
)  # fmt: skip


class ActivityScreen(RecordScreen):
    """An activity with its partners, money, people and documents."""

    name = "activity"
    kind = "activity"

    def __init__(self, context: Context) -> None:
        self.tab_widgets: dict[str, QWidget] = {}
        self.print_button = QPushButton()
        super().__init__(context)
        icons.put(self.print_button, "printer")
        self.print_button.setObjectName("print_button")
        self.print_button.clicked.connect(self._on_print)

    def header_buttons(self) -> list[QWidget]:
        """Printing stands first."""
        return [self.print_button, *super().header_buttons()]

    def add_lists(self) -> None:
        """Partners, money, people, documents, and the headcount in the short form."""
        self.partners = ActivityPartners(self.context, self.directory, *self._child("activity_partner"))
        self.people = Lines(self.context, self.directory, *self._child("headcount"))
        self.people.edited_in_place = True
        self.documents = Documents(self.context, self.directory, *self._child("document"))
        self.documents.can_attach = self._can_attach
        self._add_tab("partners", self.add_list(self.partners))
        money = (
            (SheetLines if kind in layouts.SHEETS else Lines)(self.context, self.directory, *self._child(kind)) for kind in _MONEY
        )
        self._add_tab("money", *(self.add_list(lines) for lines in money))
        self.take_over = TakeOver(self)
        self._add_tab("people", self.add_list(self.people), self.take_over, *self._attending())
        self._add_tab("results", *(self.add_list(Lines(self.context, self.directory, *self._child(kind))) for kind in _RESULTS))
        self._add_tab("documents", self.add_list(self.documents))
        self.headcount = HeadcountLine(self.people, self.form.slot(layouts.HEADCOUNT))
        self.ended = EndedField(self.form, self.form.slot(layouts.ENDED))
        self.suggestions = Suggestions(self.form, self.form.slot(layouts.SUGGESTIONS))

    def loose_frames(self) -> list[FieldFrame]:
        """The headcount stands among the fields of the activity."""
        return self.headcount.frames

    def new_words(self) -> str:
        """The title of one that has none yet."""
        return _("New activity")

    def open(self, id: bytes = b"", new: bool = False, values: Mapping[str, object] | None = None, **place: Any) -> None:
        """Shows an activity, or an empty form; `page="people"` shows who came, `page="remarks"` the remarks."""
        super().open(id, new, values, **place)
        if place.get("page") in self.tab_widgets:
            self.form.tabs.setCurrentWidget(self.tab_widgets[place["page"]])

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.headcount.retranslate()
        self.take_over.retranslate()
        self.ended.retranslate()
        self.suggestions.retranslate()
        self.print_button.setText(_("Print…"))
        for name, text in _TABS:
            self.form.tabs.setTabText(self.form.tabs.indexOf(self.tab_widgets[name]), _(text))

    def after_load(self) -> None:
        """Nothing can be printed before it is saved."""
        self.print_button.setEnabled(self.form.shown is not None)
        self.headcount.set_read_only(self.people.is_read_only)
        self.suggestions.show_suggestions()
        self.take_over.show_for()

    def _can_attach(self) -> bool:
        return self.form.shown is not None

    def _child(self, kind: str) -> tuple[RecordType, Field]:
        declared = record_type(kind)
        return declared, declared.by_name["activity"]

    def _attending(self) -> list[Lines]:
        """Who came: nothing of it leaves the centre, so a name can be erased for good."""
        sessions = SheetLines(self.context, self.directory, *self._child("session"))
        sessions.unlisted = frozenset({ATTENDANCE})  # ticked in the sheet
        self.participants = ParticipantsSheet(self.context, self.directory, *self._child("participant"))
        self.participants.follow(sessions)
        return [self.add_list(self.participants), self.add_list(sessions)]

    def _add_tab(self, name: str, *lists: QWidget) -> None:
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        for lines in lists:
            layout.addWidget(lines, 1 if isinstance(lines, Lines) else 0)
        tab = scrolled(inner) if len(lists) > 1 else inner
        self.tab_widgets[name] = tab
        self.form.tabs.addTab(tab, "")

    def _on_print(self, _checked: bool = False) -> None:
        self.context.window.show_screen("reports", activity=self.record_id)
