"""PySide6, brought in without what only a wrong call needs, and with enumerations that are made quickly.

The binding carries the Python half of its error messages and of its help as source text, and compiles all of it at every start: a
tenth of ours. Here each of these modules is compiled when something of it is first asked for. Where the binding is laid out in
another way, nothing is held back, and it comes as it always did.

It also puts an `__import__` of its own in the place of Python's, for method names in other styles: it reads the source of every
module that is imported afterwards. We use none of these styles, so Python's own is put back: an eighth of the start was that.

Its enumerations come with the classes they stand in: the first window meets three hundred, and uses few. They are made as the
standard library makes its own from the constants of C, without checks, in a third of the time; members, names, values and answers
are the same.
"""

from __future__ import annotations

import builtins
import enum
from functools import cache
from threading import RLock
from types import CodeType
from typing import Any

_FOLDER = "shibokensupport/signature/"
_LATE = tuple(
    f"{_FOLDER}{name}.py"
    for name in ("mapping", "errorhandler", "layout", "parser", "lib/enum_sig", "lib/pyi_generator", "lib/tool")
)
_INSTEAD = """
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    from ui.binding import compile_now
    compile_now(globals())
    return globals()[name]
"""
_ASKED_BY_NAME = """
def update_mapping():
    return __getattr__("update_mapping")()
"""  # the binding takes it out of the module's dictionary

_compile = builtins.compile
_create = getattr(enum.EnumType, "_create_", None)
_sources: dict[str, Any] = {}
_lock = RLock()


def bring_in() -> None:
    """Imports the binding; to be called before anything else of it is imported."""
    plain_import = builtins.__import__
    builtins.compile = _compile_late  # type: ignore[assignment]
    if _create is not None and hasattr(enum, "_simple_enum"):
        enum.EnumType._create_ = _make_enumeration  # type: ignore[attr-defined]
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.compile, builtins.__import__ = _compile, plain_import


def compile_now(module: dict[str, Any]) -> None:
    """Makes a module of the binding whole, given its dictionary."""
    name = module["__file__"]
    with _lock:
        if name in _sources:
            del module["__getattr__"]
            exec(_compile(_sources.pop(name), name, "exec"), module)


def _compile_late(source: Any, filename: Any, *rest: Any, **options: Any) -> CodeType:
    if filename in _LATE:
        _sources[filename] = source
        source = _INSTEAD + (_ASKED_BY_NAME if filename == _LATE[0] else "")
    return _compile(source, filename, *rest, **options)


def _make_enumeration(base: Any, name: str, members: Any, **options: Any) -> Any:
    """What `Enum(name, members)` gives; quickly where it is called as the binding calls it."""
    if type(members) is not list or options.get("boundary") is not enum.KEEP or options.get("module") is not None:
        return _create(base, name, members, **options)  # type: ignore[misc]
    made = enum._simple_enum(base, boundary=enum.KEEP)(type(name, (), dict(members)))  # type: ignore[attr-defined]
    made.__doc__ = None
    taken = _names_of(base)
    for key, member in made.__members__.items():
        if key not in taken:  # found at once, not by a property
            type.__setattr__(made, key, member)
    return made


@cache
def _names_of(base: Any) -> frozenset[str]:
    return frozenset(name for kind in base.__mro__ for name in vars(kind))
