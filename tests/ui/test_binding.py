"""The binding without what only a wrong call needs, each time in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START = "import sys, ui; from PySide6.QtWidgets import QWidget; from PySide6.QtCore import QSize\n"


def run(program: str) -> str:
    """What it prints."""
    ended = subprocess.run(
        [sys.executable, "-c", START + program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
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
