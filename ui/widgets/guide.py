"""A guide: a dialog that leads through a few steps, one at a time, says which of how many, and has one main button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.help_keys import offer_help
from ui.tasks import Task
from ui.widgets.banner import Banner
from ui.widgets.dialog import Dialog
from ui.widgets.guide_step import Step
from ui.widgets.progress import Progress
from ui.widgets.scrolled import scrolled

__all__ = ["Guide", "Step"]

_OF = N_("Step {number} of {total}")
_WIDE, _HIGH = 96, 27  # letters and lines
_SHOW_WORK_AFTER = 300  # milliseconds
_MOST = (980, 570)  # what the smallest screen has room for


class Guide(Dialog):
    """Shows the steps that apply. Esc and «Cancel» leave; nothing is done before a main button says so."""

    def __init__(self, title: str, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        offer_help(self)
        self.steps, self._title, self._at = list(steps), title, 0
        self.count, self.heading, self.sentence = QLabel(), QLabel(), QLabel()
        self.banner, self._stack, self.progress = Banner(), QStackedWidget(), Progress(is_stacked=True)
        self._soon = QTimer(self, singleShot=True, interval=_SHOW_WORK_AFTER)
        self._task: Task | None = None
        self.cancel_button, self.back_button, self.main_button = QPushButton(), QPushButton(), QPushButton()
        self._lay_out()
        for step in self.steps:
            step.changed.connect(self.retranslate)
            step.done.connect(self._on_done)
            step.failed.connect(self._on_failed)
            step.begun.connect(self._on_work_begun)
        self._soon.timeout.connect(self._show_work)
        self.cancel_button.clicked.connect(self.reject)
        self.back_button.clicked.connect(self._on_back)
        self.main_button.clicked.connect(self._on_main)
        self._arrive(0)

    def hand_on(self, step: Step) -> None:
        """Called when a step is done, before the next one comes: gives that one what it needs."""

    def start_at(self, step: Step) -> None:
        """Goes to a step at once: what comes before it was done earlier."""
        self._arrive(self.steps.index(step))

    @property
    def step(self) -> Step:
        """The one on the screen."""
        return self.steps[self._at]

    @Slot()
    def retranslate(self) -> None:
        """Says everything anew for the step on the screen."""
        step, applying = self.step, [one for one in self.steps if one.applies()]
        number = applying.index(step) + 1 if step in applying else 1
        self.setWindowTitle(self._title)
        self.count.setText(current().format(_OF, number=number, total=len(applying)))
        self.count.setVisible(len(applying) > 1)
        self.heading.setText(step.heading())
        self.sentence.setText(step.sentence())
        self.sentence.setVisible(bool(self.sentence.text()))
        self.main_button.setText(step.word())
        self.main_button.setEnabled(step.is_ready())
        self.cancel_button.setText(_("Cancel"))
        self.cancel_button.setVisible(not step.is_end and not self.progress.isVisible())
        self.progress.retranslate()
        self.back_button.setText(_("Back"))
        self.back_button.setVisible(self._before() is not None and not step.is_end)
        self.banner.retranslate()

    def _before(self) -> int | None:
        """The step that «Back» leads to: never behind one whose work is done."""
        earlier = [at for at in range(self._at) if self.steps[at].applies()]
        return earlier[-1] if earlier and self.steps[earlier[-1]].may_return() else None

    def _arrive(self, at: int) -> None:
        self._at = at
        self.banner.clear()
        self._stack.setCurrentIndex(at)
        self.step.arrive()
        (theme.make_grave if self.step.is_grave else theme.make_primary)(self.main_button)
        self.retranslate()
        first = self.cancel_button if self.step.is_grave else self.main_button
        first.setDefault(True)
        self._place(self.step)

    def _place(self, step: Step) -> None:
        """The focus goes where a person starts: into the step, or on the main button where there is nothing to enter.

        At the end that is «Close»: Enter is not to open a folder.
        """
        inside = [one for one in step.findChildren(QWidget) if one.focusPolicy().value & 2 and one.isEnabledTo(step)]
        visible = [one for one in inside if one.isVisibleTo(step) and not (step.is_end and isinstance(one, QPushButton))]
        (visible[0] if visible else self.cancel_button if step.is_grave else self.main_button).setFocus()

    @Slot()
    def _on_main(self) -> None:
        self.banner.clear()
        self.main_button.setEnabled(False)
        self.step.go()

    @Slot()
    def _on_back(self) -> None:
        before = self._before()
        if before is not None:
            self._arrive(before)

    @Slot()
    def _on_done(self) -> None:
        if self.sender() is not self.step:
            return
        self.hand_on(self.step)
        later = [at for at in range(self._at + 1, len(self.steps)) if self.steps[at].applies()]
        if later:
            self._arrive(later[0])
        else:
            self.accept()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.banner.show_error(error)
        self.retranslate()

    @Slot(object)
    def _on_work_begun(self, task: Task) -> None:
        """How far it is stands here, if it takes longer than a moment; stopping it leads back to where it was begun."""
        self._task, self.is_busy = task, task.writes
        task.progressed.connect(self.progress.set_progress)
        for end in (task.finished, task.failed, task.stopped):
            end.connect(self._on_work_ended)
        self._soon.start()

    @Slot()
    def _show_work(self) -> None:
        self.progress.follow(self._task)
        self.retranslate()
        self.main_button.setEnabled(False)

    @Slot()
    def _on_work_ended(self) -> None:
        self._task, self.is_busy = None, False
        self._soon.stop()
        self.progress.follow(None)
        self.retranslate()

    def _lay_out(self) -> None:
        theme.tint(self.count, "muted")
        theme.size(self.heading, 1.15, bold=True)
        for label in (self.count, self.heading, self.sentence):
            label.setWordWrap(True)
            theme.align(label)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        for step in self.steps:
            step.body.addStretch(1)
            self._stack.addWidget(scrolled(step))
        row = QHBoxLayout()
        row.setSpacing(theme.NEAR)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.main_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.GROUP, theme.PAGE, theme.GROUP)
        column.setSpacing(theme.NEAR)
        for part in (self.count, self.heading, self.sentence, self.banner):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(self.progress)
        column.addLayout(row)
        names = {"guide_cancel": self.cancel_button, "guide_back": self.back_button, "guide_main": self.main_button}
        for name, button in names.items():
            button.setObjectName(name)
        self.heading.setObjectName("guide_heading")
        theme.bind(self, "room", self._fit)

    def _fit(self) -> None:
        """As large as the text wants it, and no larger than the smallest screen."""
        metrics = QFontMetrics(QApplication.font())
        wide, high = _WIDE * metrics.averageCharWidth(), _HIGH * metrics.height()
        self.resize(min(wide, _MOST[0]), min(high, _MOST[1]))
