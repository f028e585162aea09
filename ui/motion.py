"""Less motion where a person wants it so: menus and lists open at once, the cursor does not blink.

Otherwise it is as the system has it: Qt asks there by itself. What of ours moves asks `is_reduced`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

_EFFECTS = (
    Qt.UIEffect.UI_General, Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu, Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip, Qt.UIEffect.UI_FadeTooltip, Qt.UIEffect.UI_AnimateToolBox,
)  # fmt: skip
_state = {"reduced": False}
_usual: dict[object, int] = {}  # as the system has it, noted before anything is changed


def is_reduced() -> bool:
    """Whether nothing should sway, slide or blink."""
    return _state["reduced"]


def apply(app: QApplication, *, reduced: bool) -> None:
    """Takes motion away, or gives back what the system wants."""
    if reduced == _state["reduced"]:
        return
    _state["reduced"] = reduced
    if reduced:
        _usual.update({one: int(app.isEffectEnabled(one)) for one in _EFFECTS})
        _usual["cursor"] = app.cursorFlashTime()
    for one in _EFFECTS:
        app.setEffectEnabled(one, not reduced and bool(_usual[one]))
    app.setCursorFlashTime(0 if reduced else _usual["cursor"])
