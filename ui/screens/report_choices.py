"""What is to be printed: which report, of what, for which period, in which language, on which paper."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from baseldesk.i18n import LANGUAGES, N_, NATIVE_NAMES, _, current
from baseldesk.reports.kinds import KINDS, ReportKind
from baseldesk.reports.request import Request
from ui import theme
from ui.screens import Context
from ui.screens.report_about import ReportAbout
from ui.screens.report_layouts import LOGO
from ui.screens.report_making import Paper

LAST = "reports/{name}"
PAPERS = ("A4", "Letter")
USUAL_LANGUAGE = "report_language"  # of the settings
_WORDS = {
    "kind": N_("Report"),
    "centre": N_("Centre"),
    "language": N_("Language of the report"),
    "second": N_("Second language"),
    "paper": N_("Paper"),
}


class ReportChoices(QWidget):
    """Remembers kind, languages and paper from one report to the next.

    Attributes:
        changed: a person chose otherwise.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._settings = context, context.settings
        self.kind_box, self.about_label = QComboBox(), QLabel()
        self.centre, self.language, self.second, self.paper = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self._boxes = {
            "kind": self.kind_box, "centre": self.centre, "language": self.language, "second": self.second, "paper": self.paper,
        }  # fmt: skip
        self._labels = {name: QLabel() for name in _WORDS}
        self._period = ""  # typed last, for whichever kind
        self._fill()
        self.about = ReportAbout(context, self.kind())
        self._arrange()
        self._connect()
        self._fit_to_kind()

    def kind(self) -> ReportKind:
        """The kind of report that is chosen."""
        return KINDS[str(self.kind_box.currentData())]

    def request(self) -> Request:
        """All that is chosen, except for language and paper."""
        about, kind = self.about, self.kind()
        return Request(
            kind.name,
            about.subjects.records() if about.subjects else (),
            about.period.period() if about.period else None,
            about.options.values(),
            str(self.centre.currentData() or "") if self._has_centre() else "",
            str(self.second.currentData()) if kind.is_bilingual else "",
        )

    def chosen_language(self) -> str:
        """The language of the report, whatever the window's is."""
        return str(self.language.currentData())

    def chosen_paper(self) -> Paper:
        """The size of the sheets."""
        return cast(Paper, self.paper.currentData())

    def choose(self, kind: str, records: tuple[bytes, ...] = (), period: str = "") -> None:
        """Takes a kind, and what it is about, as if a person had chosen them."""
        choose_data(self.kind_box, kind)
        self._fit_to_kind()
        self.about.take(records, period)
        self.changed.emit()

    def retranslate(self) -> None:
        """Sets every text anew."""
        for name, word in _WORDS.items():
            self._labels[name].setText(_(word))
            self._boxes[name].setAccessibleName(_(word))
        for place, kind in enumerate(KINDS.values()):
            self.kind_box.setItemText(place, _(kind.title))
        self.about_label.setText(_(self.kind().about))
        self.about.retranslate()
        if self._settings.choice(USUAL_LANGUAGE) == "window":
            self._on_setting(USUAL_LANGUAGE)

    def _fill(self) -> None:
        for kind in KINDS.values():
            self.kind_box.addItem(_(kind.title), kind.name)
        for box in (self.language, self.second):
            for code in LANGUAGES:
                box.addItem(NATIVE_NAMES[code], code)
        for paper in PAPERS:
            self.paper.addItem(paper, paper)
        for code in _centres(self._context):
            self.centre.addItem(code, code)
        usual = {"kind": "activity", "centre": "", "language": current().language, "second": "en", "paper": PAPERS[0]}
        for name, box in self._boxes.items():
            choose_data(box, self._settings.get(LAST.format(name=name), usual[name]))
        choose_data(self.language, self._usual_language())

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HAIR)
        self._add("kind")
        for part in (self.about_label, self.about):
            column.addWidget(part)
        column.addSpacing(theme.NEAR)
        for name in ("centre", "language", "second", "paper"):
            self._add(name)
        column.addStretch(1)
        self.about_label.setWordWrap(True)
        theme.tint(self.about_label, "muted")

    def _add(self, name: str) -> None:
        column, box = self.layout(), self._boxes[name]
        assert isinstance(column, QVBoxLayout)
        box.setObjectName(f"report_{name}")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._labels[name].setBuddy(box)
        column.addWidget(self._labels[name])
        column.addWidget(box)
        column.addSpacing(theme.NEAR)

    def _connect(self) -> None:
        self.kind_box.activated.connect(self._on_kind)
        self.about.changed.connect(self.changed)
        for box in (self.language, self.second, self.paper, self.centre):
            box.activated.connect(self._on_option)
        self._settings.changed.connect(self._on_setting)

    def _fit_to_kind(self) -> None:
        """Shows what this kind of report asks for; what another asked for is gone."""
        kind = self.kind()
        if self.about.kind is not kind:
            before, self.about = self.about, ReportAbout(self._context, kind)
            self.about.changed.connect(self.changed)
            layout = self.layout()
            assert layout is not None
            layout.replaceWidget(before, self.about)
            before.hide()
            before.deleteLater()
        for name, shown in (("second", kind.is_bilingual), ("centre", self._has_centre())):
            self._labels[name].setVisible(shown)
            self._boxes[name].setVisible(shown)
        self.about_label.setText(_(kind.about))

    def _usual_language(self) -> str:
        """The language that the settings want for reports: always one, the window's, or the one printed last."""
        wanted = str(self._settings.choice(USUAL_LANGUAGE))
        last = str(self._settings.get(LAST.format(name="language"), current().language))
        return {"window": current().language, "last": last}.get(wanted, wanted)

    def _has_centre(self) -> bool:
        """Whether the centre can be chosen: at the secretariat, of reports that may leave it."""
        return self.centre.count() > 1 and not self.kind().for_centre_only

    @Slot()
    def _on_kind(self) -> None:
        self._settings.put(LAST.format(name="kind"), self.kind().name)
        if self.about.period:
            self._period = self.about.period.words() or self._period
        self._fit_to_kind()
        fresh = self.about.period
        if self._period and fresh and not fresh.words() and not self.kind().many:  # every activity, unasked, is many pages
            fresh.set_period(self._period)
        self.changed.emit()

    @Slot()
    def _on_option(self) -> None:
        for name in ("language", "second", "paper"):
            self._settings.put(LAST.format(name=name), str(self._boxes[name].currentData()))
        self.changed.emit()

    @Slot(str)
    def _on_setting(self, key: str) -> None:
        """Follows what is chosen in the settings."""
        if key == USUAL_LANGUAGE and self.language.currentData() != self._usual_language():
            choose_data(self.language, self._usual_language())
            self.changed.emit()
        elif key == LAST.format(name="paper") and self.paper.currentData() != self._settings.choice(key):
            choose_data(self.paper, self._settings.choice(key))
            self.changed.emit()
        elif key == LOGO:
            self.changed.emit()


def _centres(context: Context) -> list[str]:
    """Those whose records are here, at the secretariat; a centre reports on itself."""
    if not context.desk.is_secretariat:
        return []
    return ["", *sorted({row.owner for row in context.desk.find("centre")})]


def choose_data(box: QComboBox, value: object) -> None:
    """Shows the entry of this value, the first where there is none."""
    box.setCurrentIndex(max(box.findData(value), 0))
