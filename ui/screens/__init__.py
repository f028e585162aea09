"""The places one can go to in the window, each a screen made at its first visit, and what a screen can count on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from baseldesk.i18n import N_
from ui import theme
from ui.widgets.banner import Banner
from ui.widgets.elided import ElidedLabel
from ui.widgets.field_flow import FlowLayout
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from ui.notices import Notices
    from ui.screens.todo_feed import TodoFeed
    from ui.settings import Settings
    from ui.tasks import Runner


class Place(NamedTuple):
    """Where a screen is found; with an icon and a word it stands in the rail."""

    name: str
    found_in: str
    icon: str = ""
    word: str = ""
    record: str = ""  # the record type that this screen shows one of
    within: str = ""  # the place in the rail that it belongs to
    of: str = ""  # the record type that a screen made from the declaration alone shows
    segment: str = ""  # its word in the row that switches between the lists of one place
    secretariat: bool = False  # only at the secretariat


_LIST, _RECORD = "ui.screens.typed:TypedListScreen", "ui.screens.typed_record:TypedRecordScreen"


def _typed(kind: str, within: str, segment: str, found_in: str = _RECORD, *, secretariat: bool = False) -> tuple[Place, ...]:
    """The list and the record of a type, both made from its declaration."""
    listed = Place(f"{kind}_list", _LIST, within=within, of=kind, segment=segment, secretariat=secretariat)
    return listed, Place(kind, found_in, record=kind, within=within, of=kind)


PLACES = (
    Place("home", "ui.screens.home:HomeScreen", "house", N_("Home")),
    Place("todo", "ui.screens.todo:TodoScreen", "list-checks", N_("To do"), segment=N_("To do")),
    *_typed("follow_up", "todo", N_("Follow-ups")),
    Place("conflict", "ui.screens.conflict:ConflictScreen", within="todo"),
    Place("activities", "ui.screens.activities:ActivitiesScreen", "clipboard-list", N_("Activities")),
    Place("activity", "ui.screens.activities_record:ActivityScreen", record="activity", within="activities"),
    Place("import", "ui.screens.importing:ImportScreen", within="activities", segment=N_("Import")),
    Place("export", "ui.screens.exporting:ExportScreen", within="activities", segment=N_("Export")),
    Place("partners", "ui.screens.partners:PartnersScreen", "handshake", N_("Partners"), segment=N_("Partners")),
    Place("partner", "ui.screens.partners_record:PartnerScreen", record="partner", within="partners"),
    *_typed("partnership", "partners", N_("Partnerships")),
    *_typed("interaction", "partners", N_("Meetings and letters")),
    *_typed("opportunity", "partners", N_("Opportunities")),
    *_typed("feedback", "partners", N_("Feedback")),
    *_typed("party", "partners", N_("Parties"), secretariat=True),
    *_typed("directory_partner", "partners", N_("Directory"), secretariat=True),
    Place("people", "ui.screens.people:ParticipantsScreen", "users", N_("People"), of="participant", segment=N_("Participants")),
    Place("session_list", "ui.screens.people:SessionsScreen", within="people", of="session", segment=N_("Sessions")),
    Place("training", "ui.screens.people_training:TrainingScreen", within="people", segment=N_("People trained")),
    Place("officer_list", "ui.screens.people:OfficersScreen", within="people", of="officer", segment=N_("Officers")),
    Place("officer", _RECORD, record="officer", within="people", of="officer"),
    Place("funding", _LIST, "coins", N_("Funding"), of="contribution", segment=N_("Contributions")),
    Place("contribution", _RECORD, record="contribution", within="funding", of="contribution"),
    *_typed("centre_year", "funding", N_("Years of the centre")),
    Place("results", _LIST, "circle-check", N_("Results and waste"), of="result", segment=N_("Results")),
    Place("result", _RECORD, record="result", within="results", of="result"),
    *_typed("waste_figure", "results", N_("Figures on wastes")),
    Place("plan", "ui.screens.plan:PlanScreen", "calendar", N_("Plan"), segment=N_("Work plan")),
    Place("calendar", "ui.screens.plan_calendar:CalendarScreen", within="plan", segment=N_("Calendar")),
    Place("served", "ui.screens.plan_served:ServedScreen", within="plan", segment=N_("Parties served")),
    Place("exchange", "ui.screens.exchange:ExchangeScreen", "arrow-left-right", N_("Send and receive")),
    Place("computers", "ui.screens.computers:ComputersScreen", within="exchange"),
    Place("reports", "ui.screens.report:ReportScreen", "file-text", N_("Reports"), segment=N_("Print")),
    *_typed("submission", "reports", N_("Reports handed in"), "ui.screens.submission:SubmissionScreen"),
    *_typed("reporting_call", "reports", N_("Calls for reports")),
    Place("settings", "ui.screens.settings:SettingsScreen", "settings", N_("Settings")),
    Place("who", "ui.screens.officer:OfficerScreen", within="settings"),
)
FIRST = "activities"  # whose first rows the start is measured by


class Navigation(Protocol):
    """What a screen may ask of the window."""

    def show_screen(self, name: str, **place: Any) -> None:
        """Goes to a screen, if what is unsaved allows it."""

    def show_record(self, kind: str, record: bytes) -> None:
        """Opens a record of this type."""

    def show_new(self, kind: str, /, **values: Any) -> None:
        """Opens an empty form for a new record of this type."""

    def back(self) -> None:
        """Goes to where one was before."""

    def forward(self) -> None:
        """Takes the last step back again."""

    def stand_on(self, name: str, **place: Any) -> None:
        """Says anew where one stands, without going there: a new record was saved and has its id now."""

    def status(self, text: str) -> None:
        """Says a passing word in the status line."""

    def show_error(self, error: BaseException, retry: Callable[[], object] | None = None) -> None:
        """Shows an error on the screen that is open."""


@dataclass
class Context:
    """What every screen works with; one for the application."""

    desk: Desk
    runner: Runner
    notices: Notices
    settings: Settings
    window: Navigation
    todo: TodoFeed


class Header(QWidget):
    """The title of a screen, with what it puts at the end of that line; under the title where the line is too short."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel()
        self.title.setObjectName("header_title")
        theme.size(self.title, 1.4, bold=True)
        theme.align(self.title)
        self._parts: list[tuple[QWidget, int]] = []
        self._row, self._below, self._is_narrow = QHBoxLayout(), FlowLayout(spacing=theme.NEAR), False
        self._row.setSpacing(theme.NEAR)
        self._row.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.NEAR)
        column.addLayout(self._row)
        column.addLayout(self._below)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Puts a widget at the end of the title line."""
        self._parts.append((widget, stretch))
        self._row.addWidget(widget, stretch)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest part: what does not fit beside the title goes below it."""
        widest = max((_least(part) for part, _stretch in self._parts), default=0)
        return QSize(max(widest, self.title.minimumSizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chooses between one line and several."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Chooses anew when a part has come to need more room, or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        shown = [_least(part) for part, _stretch in self._parts if not part.isHidden()]
        needed = self.title.minimumSizeHint().width() + sum(shown) + theme.NEAR * len(shown)
        if (needed > self.width()) == self._is_narrow:
            return
        self._is_narrow = not self._is_narrow
        for part, stretch in self._parts:
            (self._row if self._is_narrow else self._below).removeWidget(part)
            if self._is_narrow:
                self._below.addWidget(part)
            else:
                self._row.addWidget(part, stretch)

    def set_title(self, text: str) -> None:
        """Sets the title; one too long for the line can be read in its tip."""
        self.title.setText(text)
        self.title.setToolTip(text)


def _least(part: QWidget) -> int:
    return part.minimumSizeHint().expandedTo(part.minimumSize()).width()


class Screen(QWidget):
    """A place in the window. A subclass fills `body`, names its title, and sets every text in `retranslate`."""

    name = ""
    keeps_drafts = False  # whether `keep_draft` can be asked of it
    ready = Signal()  # the first content is on the widgets
    edited = Signal()  # what `has_unsaved` says changed, or the title did

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName(f"screen_{self.name}")
        self.context = context
        self.is_ready = False
        self.ready.connect(self._on_ready)
        self.header, self.banner, self.body = Header(), Banner(), QVBoxLayout()
        self.body.setSpacing(theme.GROUP)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.GROUP, theme.PAGE, theme.GROUP)
        column.setSpacing(theme.GROUP)
        column.addWidget(self.header)
        self.segments = Segments(context.window, self.name, beside(self.name, context.desk.is_secretariat))
        column.addWidget(self.segments)
        column.addWidget(self.banner)
        column.addLayout(self.body, 1)

    @property
    def is_left(self) -> bool:
        """Whether another screen stands in front of this one."""
        return not self.isWindow() and not self.isVisibleTo(self.window())

    def title(self) -> str:
        """What stands in the title line, in the language in use."""
        raise NotImplementedError

    def heightForWidth(self, width: int) -> int:
        """What it needs at the least: only then it scrolls as a whole."""
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1

    def retranslate(self) -> None:
        """Sets every text anew; a subclass calls this and sets its own."""
        self.header.set_title(self.title())
        self.setAccessibleName(self.title())
        self.segments.retranslate()
        self.banner.retranslate()

    def open(self, **place: Any) -> None:
        """Goes to a place within the screen: a record, a search."""

    def refresh(self, kinds: frozenset[str]) -> None:
        """Reads anew what is shown, where records of these types matter to it."""

    def has_unsaved(self) -> bool:
        """Whether leaving would lose something a person typed."""
        return False

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Saves what is unsaved; goes on to `then` only if that worked."""
        if then is not None:
            then()

    def discard(self) -> None:
        """Forgets what is unsaved."""

    def keep_draft(self) -> None:
        """Puts what is unsaved aside for another day, where the screen keeps drafts."""

    def undo(self) -> bool:
        """Takes back what was done on this screen and is no save; False where there is nothing of the kind."""
        return False

    def new(self) -> None:
        """Begins a new record, where the screen has any."""

    def start_search(self) -> None:
        """Puts the focus into the search, where the screen has one."""

    def focus_first(self) -> None:
        """Puts the focus where a person starts."""
        self.setFocus()

    def show_error(self, error: BaseException, retry: Callable[[], object] | None = None) -> None:
        """Says at the top of this screen what went wrong."""
        self.banner.show_error(error, retry)

    @Slot()
    def _on_ready(self) -> None:
        self.is_ready = True


def place(name: str) -> Place:
    """The place of this name."""
    return next(one for one in PLACES if one.name == name)


def place_of_record(kind: str) -> Place:
    """The place that shows one record of this type."""
    return next(one for one in PLACES if one.record == kind)


def make(name: str, context: Context) -> Screen:
    """Makes the screen of this name; its module is imported only now."""
    one = place(name)
    module, _, made = one.found_in.partition(":")
    return cast(Screen, getattr(import_module(module), made)(context, *((one.of, name) if one.of else ())))


def beside(name: str, is_secretariat: bool) -> tuple[Place, ...]:
    """The lists of the same place in the rail, this one among them; () for what is no list."""
    here = next((one for one in PLACES if one.name == name), None)
    if here is None or not here.segment:
        return ()
    root = here.within or here.name
    return tuple(
        one for one in PLACES if one.segment and root in (one.within, one.name) and (is_secretariat or not one.secretariat)
    )
