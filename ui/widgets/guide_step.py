"""One step of a guide: what it is about, what a person does there, and what its main button begins."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from baseldesk.i18n import _
from ui import theme


class Step(QWidget):
    """One thing to read or to do. A subclass fills `body` and says its words, translated at the moment of asking.

    Attributes:
        changed: a text or `is_ready` is another now.
        done: what `go` began has come to its end, and the next step may come.
        failed: what `go` began did not succeed; nothing is done.
        begun: what `go` began is this task; how far it is stands in the guide.
        is_end: nothing can be taken back from here on: there is only «Close».
        is_grave: the main button destroys something.
    """

    changed = Signal()
    done = Signal()
    failed = Signal(object)
    begun = Signal(object)
    is_end = False
    is_grave = False

    def __init__(self) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.NEAR)

    def heading(self) -> str:
        """What the step is about."""
        raise NotImplementedError

    def sentence(self) -> str:
        """What a person should know here."""
        return ""

    def word(self) -> str:
        """What the main button does."""
        return _("Next")

    def applies(self) -> bool:
        """Whether the step is taken at all, as things stand."""
        return True

    def is_ready(self) -> bool:
        """Whether the main button may be pressed."""
        return True

    def may_return(self) -> bool:
        """Whether «Back» may lead here again: where the main button did something, it may not."""
        return type(self).go is Step.go

    def arrive(self) -> None:
        """Called when the step comes on the screen; sets its texts."""

    def go(self) -> None:
        """What the main button does; says `done` when it is done."""
        self.done.emit()
