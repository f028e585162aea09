"""Adding a photograph: fit for a slow line and without the place where it was taken, unless a person wants it otherwise."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget

from baseldesk.errors import FileRefused
from baseldesk.i18n import N_, _, current
from ui import theme
from ui.messages import say
from ui.screens import Context
from ui.widgets.check import Check
from ui.widgets.guide import Guide, Step

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.photographs import Prepared
    from baseldesk.desk.shown import Saved

PREVIEW = 220  # pixels of its longer side
_SMALLER = N_("Fit for a slow line: {size}, {width} × {height} pixels")
_AS_IT_IS = N_("As it is: {size}")
_PLACE = N_("Keep the place where it was taken, which the camera has written into it")
_WHOLE = N_("Attach it as it is, with the place where it was taken if it holds one")
_WHY = N_("Pictures travel with your data files. A smaller one looks the same on screen and in reports.")


class Looked(NamedTuple):
    """A file that is about to be attached: a photograph as it would be prepared, or why that cannot be done."""

    path: Path
    is_photograph: bool
    prepared: Prepared | None = None
    refused: FileRefused | None = None


def look_at(path: Path) -> Looked:
    """Prepares a photograph without attaching it; runs outside the GUI thread.

    Raises:
        FileRefused: damaged, or too large to be looked at.
    """
    from baseldesk.desk.photographs import is_photograph, prepare_photograph

    if not is_photograph(path):
        return Looked(path, False)
    try:
        return Looked(path, True, prepare_photograph(path))
    except FileRefused as error:
        if error.code != "photograph.kind_unknown":
            raise
        return Looked(path, True, refused=error)


def needs_asking(looked: Looked) -> bool:
    """Whether there is anything to choose."""
    prepared = looked.prepared
    return looked.is_photograph and (prepared is None or prepared.changed or prepared.had_location)


def _attach(desk: Desk, path: Path, values: dict[str, object], *, keep_original: bool, keep_location: bool) -> Saved:
    """Gives what was saved alone: by that the window hears which kinds of record changed."""
    from baseldesk.desk.photographs import attach_file

    return attach_file(desk, path, values, keep_original=keep_original, keep_location=keep_location)[0]


class PhotographGuide(Guide):
    """One step: what it would become, and the ways to have it otherwise.

    Attributes:
        attached: it is attached; what was saved.
    """

    attached = Signal(object)

    def __init__(self, context: Context, looked: Looked, values: dict[str, object], parent: QWidget | None) -> None:
        self.choice = _Choice(context, looked, values)
        super().__init__(_("Add a photograph"), (self.choice,), parent)
        self.setObjectName("photograph_guide")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def hand_on(self, step: Step) -> None:
        """Says that it is there."""
        self.attached.emit(self.choice.saved)


class _Choice(Step):
    """Reduced or as it is, with its place or without."""

    def __init__(self, context: Context, looked: Looked, values: dict[str, object]) -> None:
        super().__init__()
        self._context, self._looked, self._values = context, looked, values
        self.saved: object = None
        self.preview, self.smaller, self.whole, self.place = QLabel(), QRadioButton(), QRadioButton(), Check()
        for name, button in {"smaller": self.smaller, "whole": self.whole, "place": self.place}.items():
            button.setObjectName(f"photograph_{name}")
        for part in (self.preview, self.smaller, self.whole, self.place):
            self.body.addWidget(part)
        self.body.setSpacing(theme.NEAR)
        self._fill()
        self.place.toggled.connect(self.changed)

    def heading(self) -> str:
        """Its name."""
        return current().fill("{name}", name=self._looked.path.name)

    def sentence(self) -> str:
        """Why it is offered, or why it cannot be made smaller."""
        if self._looked.refused is not None:
            return say(self._looked.refused).text
        return _(_WHY)

    def word(self) -> str:
        """Attaching."""
        return _("Attach")

    def is_ready(self) -> bool:
        """What cannot be looked into goes only whole, and only if a person says so."""
        return self._looked.refused is None or self.place.isChecked()

    def go(self) -> None:
        """Attaches it as chosen."""
        keeps_whole = self._looked.refused is not None or self.whole.isChecked()
        work = partial(
            _attach, self._context.desk, self._looked.path, self._values, keep_original=keeps_whole,
            keep_location=self.place.isChecked(),
        )  # fmt: skip
        task = self._context.runner.write(work, self._on_attached, self._on_failed, label=_("Attaching the file…"))
        self.begun.emit(task)

    def _fill(self) -> None:
        prepared = self._looked.prepared
        choices = prepared is not None and prepared.changed
        for button in (self.smaller, self.whole):
            button.setVisible(choices)
        self.smaller.setChecked(True)
        self.preview.setVisible(prepared is not None)
        if prepared is None:
            self.place.setText(_(_WHOLE))
            return
        size = current().size(len(prepared.content))
        self.smaller.setText(current().format(_SMALLER, size=size, width=prepared.width, height=prepared.height))
        self.whole.setText(current().format(_AS_IT_IS, size=current().size(prepared.original_bytes)))
        self.place.setText(_(_PLACE))
        self.place.setVisible(prepared.had_location)
        self._show_picture(prepared.content)

    def _show_picture(self, content: bytes) -> None:
        picture = QPixmap.fromImage(QImage.fromData(content))
        if not picture.isNull():
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.preview.setPixmap(picture.scaled(PREVIEW, PREVIEW, keep, smooth))
        self.preview.setAccessibleName(_("The picture as it would be attached"))

    @Slot(object)
    def _on_attached(self, saved: Saved) -> None:
        self.saved = saved
        self.done.emit()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(error)
