"""An error inside what Qt calls reaches the window's box; the program goes on.

In a process of its own: without the guard that ends by a signal.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from sys import getrefcount

import ui
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QProxyStyle, QPushButton, QVBoxLayout, QWidget
from shiboken6 import delete

app, told = QApplication([]), []
sys.excepthook = lambda kind, error, trace: told.append(kind.__name__)
gone = QObject()
delete(gone)

def descend():
    return descend()

class Resized(QWidget):
    def resizeEvent(self, event):
        wrong[0]()

class Watching(QObject):
    def eventFilter(self, watched, event):
        wrong[0]()
        return False

class Measured(QLabel):
    def sizeHint(self):
        wrong[0]()

    def minimumSizeHint(self):
        return QSize(3, 3)

class Style(QProxyStyle):
    def drawControl(self, element, option, painter, widget=None):
        wrong[0]()

def meet(do, *args):
    told.clear()
    try:
        do(*args)
        app.processEvents()
    except Exception as error:
        told.append(type(error).__name__)
    return told[0] if len(set(told)) == 1 else str(told)

wrong = [None]
for wrong[0] in (gone.objectName, lambda: [][0], lambda: QSize("wide"), lambda: 1 / 0, descend):
    plain, watching, button, style = QWidget(), Watching(), QPushButton("word"), Style()
    plain.installEventFilter(watching)
    button.setStyle(style)
    resized, measured = Resized(), Measured()
    print(meet(resized.show), meet(plain.show), meet(measured.adjustSize), meet(button.render, QPixmap(50, 50)))
    plain.removeEventFilter(watching)

page = QWidget()
line = QVBoxLayout(page)
line.addWidget(Measured())
asked = vars(Measured)["minimumSizeHint"]
held = getrefcount(asked)
told.clear()
page.adjustSize()
print(told[0], held - getrefcount(asked))
"""


def test_what_goes_wrong_where_qt_calls_is_told() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], check=False, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    kinds = ("RuntimeError", "IndexError", "TypeError", "ZeroDivisionError", "RecursionError")
    *met, lost = ran.stdout.splitlines()
    assert met == [" ".join([kind] * 4) for kind in kinds]
    assert lost == "RecursionError 0"  # no override has lost a reference
