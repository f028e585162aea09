"""The bundled fonts, so that every language looks the same everywhere: the window's own at start, the others after it."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from baseldesk.resources import resource

FAMILIES = ("Noto Sans", "Vazirmatn", "Noto Sans SC")
_FILES = {"Noto Sans": "NotoSans", "Vazirmatn": "Vazirmatn", "Noto Sans SC": "NotoSansSC"}
_NEEDED_BY = {"ar": "Vazirmatn", "zh": "Noto Sans SC"}
_SMALLEST, _LARGEST = 9.0, 14.0
_SYSTEM = "baseldesk_system_points"
_registered: set[str] = set()


def register_for(language: str) -> None:
    """Makes the fonts known that the window needs for this language before it can be shown."""
    register("Noto Sans")
    if language in _NEEDED_BY:
        register(_NEEDED_BY[language])


def register_all() -> bool:
    """Makes the rest known, for records in other languages; says whether there was any left to do."""
    missing = [family for family in FAMILIES if family not in _registered]
    for family in missing:
        register(family)
    return bool(missing)


def register(family: str) -> None:
    """Makes both weights of one family known to Qt; without the files, Qt falls back to the system's fonts."""
    if family in _registered:
        return
    _registered.add(family)
    for weight in ("Regular", "Bold"):
        path = resource("fonts", f"{_FILES[family]}-{weight}.ttf")
        if not path.exists() or QFontDatabase.addApplicationFont(str(path)) < 0:
            _tell_missing(path.name)


def _tell_missing(name: str) -> None:
    import logging  # a thirtieth of what our part of the start costs, and seldom needed

    logging.getLogger(__name__).warning("font not registered: %s", name)


def points_of_system(app: QApplication) -> float:
    """The size of text that the system had asked for before any was chosen here; never one that was scaled already."""
    _remember(app)
    return float(app.property(_SYSTEM))


def _remember(app: QApplication) -> None:
    if app.property(_SYSTEM) is None:
        app.setProperty(_SYSTEM, app.font().pointSizeF())


def choose(app: QApplication, system_points: float, percent: int) -> None:
    """Sets the application's font: our families, the system's size within reason, times the person's wish."""
    _remember(app)
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSizeF(min(max(system_points, _SMALLEST), _LARGEST) * percent / 100)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(font)
