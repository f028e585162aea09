"""Small files written once more or on their own: parts that got lost, and the acknowledgement of what came."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from baseldesk.i18n import N_, _, current
from ui.screens import Context
from ui.screens.computers_steps import PlaceStep, WrittenStep
from ui.screens.exchange_came import list_parts
from ui.screens.exchange_volumes import VolumeWatch
from ui.screens.exchange_words import name_addressee
from ui.screens.exchange_writing import as_addressee
from ui.widgets.check import Check
from ui.widgets.guide import Guide, Step

if TYPE_CHECKING:
    from baseldesk.sync.exporting import Exported
    from baseldesk.sync.medium import Written
    from ui.screens.exchange_state import AskedParts

_PARTS = N_("The parts {parts} of your last data file for {addressee} are written once more, exactly as they were.")
_RECEIPT = N_("The acknowledgement tells {addressee} what has arrived here. It also goes along with your next data file.")
_SEND = N_("Bring or mail the files to {addressee}.")


class WriteGuide(Guide):
    """Where to; then what lies there.

    Attributes:
        written: it is done.
    """

    written = Signal()

    def __init__(self, title: str, write: _Write, end: WrittenStep, parent: QWidget | None, first: Step | None = None) -> None:
        self.write, self.end = write, end
        super().__init__(title, (*([first] if first else []), write, end), parent)
        self.setObjectName("write_guide")

    def hand_on(self, step: Step) -> None:
        """The file."""
        if step is self.write:
            self.end.file = self.write.file
            self.written.emit()


class AgainGuide(WriteGuide):
    """Parts once more, byte for byte: those that the other side misses are chosen already."""

    def __init__(self, context: Context, volumes: VolumeWatch, asked: AskedParts, parent: QWidget | None) -> None:
        from baseldesk.sync.bundle import write_again

        name = name_addressee(asked.to, context.desk.owner)
        self._name = name
        self.choose = ChooseParts(asked)
        self._again = partial(write_again, context.desk, as_addressee(context.desk, asked.to))
        write = _Write(context, volumes, self._say, self._write)
        write.reports = True
        super().__init__(_("Parts once more"), write, _End(name), parent, first=self.choose)

    def _say(self) -> str:
        return current().format(_PARTS, parts=list_parts(self.choose.chosen()), addressee=self._name)

    def _write(self, out: Path, **told: Any) -> Exported:
        """Runs outside the GUI thread; what is chosen was read before."""
        return self._again(out, self._chosen, **told)

    def hand_on(self, step: Step) -> None:
        """Which parts."""
        if step is self.choose:
            self._chosen = self.choose.chosen()
        super().hand_on(step)


class ChooseParts(Step):
    """Every part of the bundle, to be ticked."""

    def __init__(self, asked: AskedParts) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setObjectName("again_parts")
        for part in range(1, asked.parts + 1):
            item = QListWidgetItem(current().format(N_("Part {part} of {parts}"), part=part, parts=asked.parts))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if part in asked.missing else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemChanged.connect(self.changed)
        self.body.addWidget(self.list, 1)

    def chosen(self) -> tuple[int, ...]:
        """The numbers of those that are ticked."""
        states = (self.list.item(row).checkState() for row in range(self.list.count()))
        return tuple(part for part, state in enumerate(states, start=1) if state == Qt.CheckState.Checked)

    def arrive(self) -> None:
        """Sets the texts."""
        self.list.setAccessibleName(self.heading())

    def heading(self) -> str:
        """The question."""
        return _("Which parts?")

    def sentence(self) -> str:
        """What is chosen already."""
        return _("Tick the parts that have not come. Written twice, they do no harm.")

    def is_ready(self) -> bool:
        """At least one."""
        return bool(self.chosen())


class AcknowledgeGuide(WriteGuide):
    """The acknowledgement alone."""

    def __init__(self, context: Context, volumes: VolumeWatch, to: str, parent: QWidget | None) -> None:
        from baseldesk.sync.bundle import export_receipt

        name = name_addressee(to, context.desk.owner)
        said = partial(current().format, _RECEIPT, addressee=name)
        write = _Acknowledge(context, volumes, said, partial(export_receipt, context.desk, as_addressee(context.desk, to)))
        write.to = as_addressee(context.desk, to)
        super().__init__(_("Acknowledgement"), write, _End(name), parent)


class _Write(PlaceStep):
    """Writes to the place chosen."""

    file: Path | None = None
    reports = False  # whether the work says how far it is

    def __init__(self, context: Context, volumes: VolumeWatch, said: Callable[[], str], work: Callable[..., Any]) -> None:
        super().__init__(context, volumes)
        self._said, self._work = said, work

    def heading(self) -> str:
        """Where."""
        return _("Where to?")

    def sentence(self) -> str:
        """What."""
        return self._said()

    def word(self) -> str:
        """The deed."""
        return _("Write")

    def go(self) -> None:
        """Writes it, and reads it back."""
        work = partial(self._work, out=self.folder())
        self.work(work, self._on_written, _("Writing and reading back"), reports=self.reports)

    @Slot(object)
    def _on_written(self, done: Written | Exported) -> None:
        self.file = done.path if hasattr(done, "path") else done.files[0][0]
        self.done.emit()


class _Acknowledge(_Write):
    """As a file, or on paper where neither stick nor mail gets through."""

    to = ""

    def __init__(self, context: Context, volumes: VolumeWatch, said: Callable[[], str], work: Callable[..., Any]) -> None:
        super().__init__(context, volumes, said, work)
        self.paper = Check()
        self.paper.setObjectName("on_paper")
        self.body.addWidget(self.paper)

    def arrive(self) -> None:
        """Sets the texts."""
        super().arrive()
        self.paper.setText(_("On paper: a page with squares that the other side photographs"))

    def go(self) -> None:
        """Writes the file or the page."""
        if not self.paper.isChecked():
            super().go()
            return
        from ui.screens.exchange_paper import print_acknowledgement

        work = partial(print_acknowledgement, self.context.desk, self.to, self.folder())
        self.work(work, self._on_printed, _("Making the page"))

    @Slot(object)
    def _on_printed(self, path: Path) -> None:
        from ui.screens.exchange_copying import open_file

        self.file = path
        open_file(path)
        self.done.emit()


class _End(WrittenStep):
    """What to do with it."""

    def __init__(self, addressee: str) -> None:
        super().__init__()
        self._addressee = addressee

    def heading(self) -> str:
        """It is done."""
        return _("Written, and read back.")

    def sentence(self) -> str:
        """Which file, and where it goes."""
        file = self.written(N_("{file} lies there."))
        return f"{file} {current().format(_SEND, addressee=self._addressee)}"
