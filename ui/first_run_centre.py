"""The second question of the first start, for which centre one works; under it the way for those who worked elsewhere before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QListWidget, QListWidgetItem, QPushButton

from baseldesk.i18n import N_, _, current, isolate
from ui import icons, theme
from ui.widgets.guide import Step
from ui.widgets.picker_sources import fold

SECRETARIAT = "SBC"  # as the lists of centres have it
_CODE = Qt.ItemDataRole.UserRole
_NOTHING = N_("No centre is called that. Try its country, or fewer letters.")
_HOST = N_("{country}: {centre}")
_ALL_ROOM = 100  # beside the stretch at the end of a step
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CentreStep(Step):
    """The centres by name and country, narrowed as one types.

    Attributes:
        worked_before: the person has records on another computer, or had.
    """

    worked_before = Signal()

    def __init__(self, code: str = "") -> None:
        super().__init__()
        self._first = code  # answered at an earlier start
        self.line, self.list, self.nothing, self.before_button = QLineEdit(), QListWidget(), QLabel(), QPushButton()
        self.line.setObjectName("first_centre")
        self.line.setClearButtonEnabled(True)
        self.list.setObjectName("first_centres")
        self.before_button.setObjectName("first_before")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setWordWrap(True)
        self.nothing.setWordWrap(True)
        theme.tint(self.nothing, "attention")
        theme.align(self.nothing)
        icons.put(self.before_button, "history")
        for part, stretch in ((self.line, 0), (self.nothing, 0), (self.list, _ALL_ROOM), (self.before_button, 0)):
            self.body.addWidget(part, stretch)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._on_typed)
        self.list.currentRowChanged.connect(self.changed)
        self.before_button.clicked.connect(self.worked_before)

    def heading(self) -> str:
        """The question."""
        return _("For which centre do you work?")

    def is_ready(self) -> bool:
        """Only with a centre."""
        return bool(self.code())

    def code(self) -> str:
        """The centre's code; "" for none."""
        row = self.list.currentRow()
        if row < 0:
            return self._first if not self.list.count() else ""
        item = self.list.item(row)
        return "" if item.isHidden() else str(item.data(_CODE))

    def arrive(self) -> None:
        """Lists the centres in the language that is chosen now."""
        kept = self.code()
        self.line.setPlaceholderText(_("Type a few letters of its name or country"))
        self.line.setAccessibleName(self.heading())
        self.list.setAccessibleName(_("Centres"))
        self.nothing.setText(_(_NOTHING))
        self.before_button.setText(_("I worked with BaselDesk before, on another computer…"))
        self.list.clear()
        for code, words in list_centres():
            item = QListWidgetItem(words, self.list)
            item.setData(_CODE, code)
            item.setSelected(code == kept)
            if code == kept:
                self.list.setCurrentItem(item)
        self._on_typed(self.line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk through the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _WALKING:
            QApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        wanted = fold(typed).split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(one in fold(f"{item.text()} {item.data(_CODE)}") for one in wanted))
        shown = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if wanted and len(shown) == 1:
            self.list.setCurrentRow(shown[0])
        self.nothing.setVisible(not shown)
        self.changed.emit()


def list_centres() -> list[tuple[str, str]]:
    """Code, and country with the centre's name, which begins alike for all: by the alphabet, the secretariat last."""
    from baseldesk.records import vocabulary
    from baseldesk.sync.station import host_countries

    hosts = host_countries()
    named = []
    for code in vocabulary.codes("centre"):
        centre, country = isolate(current().label(code, "centre")), isolate(current().label(hosts.get(code, ""), "country"))
        named.append((code == SECRETARIAT, current().format(_HOST, centre=centre, country=country), code))
    return [(code, words) for _last, words, code in sorted(named)]
