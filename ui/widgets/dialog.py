"""A window of its own over another one."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from ui import reading


class Dialog(QDialog):
    """Tab goes as one reads, and the focus stays where it was when what has it is greyed or goes.

    Attributes:
        is_busy: something is written: who left now would not hear how it ended.
    """

    is_busy = False

    def reject(self) -> None:
        """Leaves by Esc, «Cancel» or the cross, unless it is busy."""
        if not self.is_busy:
            super().reject()

    def focusNextPrevChild(self, ahead: bool) -> bool:
        """Takes the focus on by one stop, or back."""
        return reading.step(self, ahead=ahead) or super().focusNextPrevChild(ahead)
