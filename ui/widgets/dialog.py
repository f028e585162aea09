"""A window of its own over another one."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from ui import reading


class Dialog(QDialog):
    """Tab goes as one reads, and the focus stays where it was when what has it is greyed or goes."""

    def focusNextPrevChild(self, ahead: bool) -> bool:
        """Takes the focus on by one stop, or back."""
        return reading.step(self, ahead=ahead) or super().focusNextPrevChild(ahead)
