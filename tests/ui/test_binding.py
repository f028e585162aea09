"""The binding without what only a wrong call needs, each time in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENUMERATIONS = """
import enum
import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets

def answer(ask):
    try:
        return repr(ask())
    except Exception as error:
        return f"{type(error).__name__} {error}"

def tell(one):
    members = list(one.__members__.values())
    first, last = (members[0], members[-1]) if members else (None, None)
    asked = (
        lambda: one(987654), lambda: one(-1), lambda: one("x"), lambda: one(last.value) is last, lambda: first in one,
        lambda: first == first.value, lambda: ~last, lambda: first | last, lambda: list(first | last), lambda: first ^ last,
        lambda: setattr(one, first.name, 1), lambda: one.nonsense, lambda: [getattr(one, name) for name in one.__members__],
    )
    said = [(name, member.name, member.value, str(member), type(vars(one)[name])) for name, member in one.__members__.items()]
    return repr((one.__mro__, one.__doc__, list(one), sorted(vars(one)), said, [answer(ask) for ask in asked]))

for module in (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets):
    for name in sorted(set(dir(module))):
        for one in vars(getattr(module, name)).values() if isinstance(getattr(module, name), type) else ():
            if isinstance(one, enum.EnumMeta):
                print(one.__module__, one.__qualname__, ascii(tell(one)))
"""
START = "import sys, ui; from PySide6.QtWidgets import QWidget; from PySide6.QtCore import QSize\n"


def run(program: str, start: str = START) -> str:
    """What it prints."""
    ended = subprocess.run(
        [sys.executable, "-c", start + program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_what_tells_of_wrong_calls_is_not_there_before_one_and_whole_after_it() -> None:
    told = run(
        "parts = [sys.modules['shibokensupport.signature.' + name] for name in ('mapping', 'parser', 'layout', 'errorhandler')]\n"
        "print(['__getattr__' in vars(part) for part in parts])\n"
        "try: QSize('wide', 1)\n"
        "except TypeError as error: print(error)\n"
        "print(QSize.__doc__)\n"
        "print(['__getattr__' in vars(part) for part in parts])\n"
    )
    assert told.startswith("[True, True, True, True]\n")
    assert "called with wrong argument types:\n  PySide6.QtCore.QSize.__init__(str, int)" in told
    assert "PySide6.QtCore.QSize.__init__(w: int, h: int, /)" in told
    assert "\nQSize(self, /) -> None\n" in told
    assert told.endswith("[False, False, False, False]\n")


def test_each_part_can_be_the_first_that_is_asked_for() -> None:
    asked = {
        "mapping": "update_mapping", "errorhandler": "make_helptext", "layout": "create_signature", "parser": "pyside_type_init",
        "lib.enum_sig": "ExactEnumerator", "lib.pyi_generator": "generate_pyi", "lib.tool": "build_brace_pattern",
    }  # fmt: skip
    for name, function in asked.items():
        whole = f"from shibokensupport.signature.{name} import {function} as one; print(one.__name__)"
        assert run(whole).strip() in (function, "update"), name


def test_python_imports_in_its_own_way_again() -> None:
    assert run("import builtins; print(builtins.__import__, builtins.compile)").count("built-in function") == 2


def test_enumerations_made_quickly_are_what_they_would_be() -> None:
    usual, quick = (
        {" ".join(line.split(" ", 2)[:2]): line for line in run(ENUMERATIONS, start=start).splitlines()}
        for start in ("", "import enum, ui; assert enum.EnumType._create_.__module__ == 'ui.binding'\n")
    )
    assert len(usual) > 500
    assert set(usual) <= set(quick)
    assert [name for name in usual if usual[name] != quick[name]] == []
