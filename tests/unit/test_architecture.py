"""The house rules of the code, each a sentence, held against every import and every «except» of the two packages."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# From the ground up. Modules that lie directly in baseldesk/ (errors, i18n, resources …) are the ground, number 0.
FLOORS = {"records": 1, "journal": 2, "desk": 3, "sync": 4, "formats": 4, "reports": 4, "messages": 5, "cli": 5, "__main__": 5}

# The command `baseldesk` opens the window; this one module may therefore name it.
DOOR = "baseldesk/cli/window.py"

# Where an unforeseen error is told to a person instead of ending the program: the command line, the task runner, and what Qt
# calls, whence it goes to the window's excepthook.
EDGES = {"baseldesk/cli/__init__.py", "ui/overrides.py", "ui/tasks.py"}

STORE_DRIVERS = {"sqlalchemy", "alembic", "sqlcipher3", "sqlite3"}


@dataclass(frozen=True)
class Source:
    """One module: its path from the checkout, and what is written in it."""

    path: str
    tree: ast.Module

    @property
    def package(self) -> str:
        """The dotted package that relative imports start from."""
        return ".".join(Path(self.path).parent.parts)

    @property
    def part(self) -> str:
        """What of the core it belongs to: «records», «desk» …, or the name of a module on the ground."""
        return Path(self.path).with_suffix("").parts[1]

    @property
    def is_core(self) -> bool:
        """Whether it lies under baseldesk/."""
        return self.path.startswith("baseldesk/")


def read_sources(root: Path) -> list[Source]:
    """Every module of the two packages."""
    files = sorted(path for package in ("baseldesk", "ui") for path in (root / package).rglob("*.py"))
    return [Source(path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"), str(path))) for path in files]


def name_targets(source: Source, node: ast.AST) -> Iterator[str]:
    """The dotted names that one statement or call imports, as deep as they are written."""
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            above = source.package.split(".")[: len(source.package.split(".")) - level + 1] if level else []
            yield from (".".join([*above, *([module] if module else []), alias.name]) for alias in names)
        case ast.Call(func=ast.Attribute(attr="import_module") | ast.Name(id="import_module" | "__import__"), args=[first, *_]):
            if isinstance(first, ast.Constant):
                yield str(first.value)


def list_imports(source: Source) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything that a module imports, at its top or inside functions."""
    for node in ast.walk(source.tree):
        for target in name_targets(source, node):
            yield getattr(node, "lineno", 0), target


def find_imports(sources: list[Source], is_breach: Callable[[Source, list[str]], bool]) -> Iterator[str]:
    """The imports that breach a rule, each as «file:line imports name»."""
    for source in sources:
        for line, target in list_imports(source):
            if is_breach(source, target.split(".")):
                yield f"{source.path}:{line} imports {target}"


def read_floor(part: str) -> int:
    """The floor that a part stands on."""
    return FLOORS.get(part, 0)


def is_upward(source: Source, target: list[str]) -> bool:
    """Whether a module of the core imports from a floor above its own."""
    return source.is_core and target[0] == "baseldesk" and len(target) > 1 and read_floor(target[1]) > read_floor(source.part)


def is_sideways(source: Source, target: list[str]) -> bool:
    """Whether sync, formats or reports imports one of the other two."""
    beside = {"sync", "formats", "reports"}
    return source.is_core and source.part in beside and target[0] == "baseldesk" and target[1] in beside - {source.part}


def imports_qt(source: Source, target: list[str]) -> bool:
    """Whether a module of the core imports Qt."""
    return source.is_core and target[0] in {"PySide6", "shiboken6"}


def imports_window(source: Source, target: list[str]) -> bool:
    """Whether a module of the core, other than the door, imports the window."""
    return source.is_core and target[0] == "ui" and source.path != DOOR


def imports_store(source: Source, target: list[str]) -> bool:
    """Whether records or the journal knows what the data is stored in."""
    return source.is_core and source.part in {"records", "journal"} and target[0] in STORE_DRIVERS


def imports_qtsql(source: Source, target: list[str]) -> bool:
    """Whether anyone imports Qt's own SQLite."""
    return "QtSql" in target


def find_homeless(sources: list[Source]) -> Iterator[str]:
    """The folders of the core to which FLOORS gives no floor."""
    folders = {source.part for source in sources if source.is_core and len(Path(source.path).parts) > 2}
    yield from (f"baseldesk/{folder}/ is not named in FLOORS" for folder in sorted(folders - set(FLOORS)))


def is_any_error(kind: ast.expr | None) -> bool:
    """Whether an «except» or «suppress» names all errors there are."""
    return kind is None or getattr(kind, "id", "") in {"Exception", "BaseException"}


def catches_everything(node: ast.AST) -> bool:
    """Whether it catches any error and keeps it: cleaning up and raising again is no breach."""
    match node:
        case ast.ExceptHandler(type=kind, body=[*_, last]):
            kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
            return any(map(is_any_error, kinds)) and not (isinstance(last, ast.Raise) and last.exc is None)
        case ast.Call(func=ast.Attribute(attr="suppress") | ast.Name(id="suppress"), args=kinds):
            return any(map(is_any_error, kinds))
    return False


def list_wide_excepts(sources: list[Source]) -> Iterator[tuple[str, int]]:
    """File and line of each place where any error at all is kept from going further."""
    for source in sources:
        yield from ((source.path, getattr(node, "lineno", 0)) for node in ast.walk(source.tree) if catches_everything(node))


def find_wide_excepts(sources: list[Source]) -> Iterator[str]:
    """Such places that are not edges."""
    yield from (f"{path}:{line} catches every Exception" for path, line in list_wide_excepts(sources) if path not in EDGES)


RULES: dict[str, Callable[[list[Source]], Iterator[str]]] = {
    "Nothing in the core imports Qt.": partial(find_imports, is_breach=imports_qt),
    "Nothing in the core imports the window, save at its one door.": partial(find_imports, is_breach=imports_window),
    "Every folder of the core stands on a floor.": find_homeless,
    "Imports go down: the ground ← records ← journal ← desk ← sync, formats, reports ← cli.": partial(
        find_imports, is_breach=is_upward
    ),
    "sync, formats and reports do not know each other.": partial(find_imports, is_breach=is_sideways),
    "records and journal know neither SQLAlchemy nor any SQLite.": partial(find_imports, is_breach=imports_store),
    "Nobody imports QtSql: a second SQLite in the process can corrupt the store.": partial(find_imports, is_breach=imports_qtsql),
    "Only the edges catch every Exception.": find_wide_excepts,
}

# The sentence that must catch it (or its beginning), where it is planted, and what.
PLANTED = [
    ("Nothing in the core imports Qt.", "baseldesk/desk/a.py", "from PySide6.QtCore import QObject"),
    ("Nothing in the core imports Qt.", "baseldesk/errors.py", "def f():\n    import PySide6"),
    ("Nothing in the core imports the window", "baseldesk/desk/a.py", "from ui.app import main"),
    ("Nothing in the core imports the window", "baseldesk/sync/a.py", "import importlib\nimportlib.import_module('ui.app')"),
    ("Every folder of the core stands on a floor.", "baseldesk/attic/a.py", "pass"),
    ("Imports go down", "baseldesk/errors.py", "from baseldesk import records"),
    ("Imports go down", "baseldesk/records/a.py", "import baseldesk.journal.change"),
    ("Imports go down", "baseldesk/journal/a.py", "from baseldesk.desk.engine import Desk"),
    ("Imports go down", "baseldesk/journal/a.py", "from ..desk import engine"),
    ("Imports go down", "baseldesk/desk/a.py", "from .. import sync"),
    ("Imports go down", "baseldesk/reports/a.py", "if TYPE_CHECKING:\n    from baseldesk.cli import main"),
    ("sync, formats and reports", "baseldesk/sync/a.py", "from baseldesk.reports.activity import draw"),
    ("sync, formats and reports", "baseldesk/formats/a.py", "from ..sync import bundle"),
    ("records and journal know", "baseldesk/records/a.py", "import sqlalchemy as sa"),
    ("records and journal know", "baseldesk/journal/a.py", "from sqlcipher3 import dbapi2"),
    ("Nobody imports QtSql", "ui/widgets/a.py", "from PySide6 import QtCore, QtSql"),
    ("Nobody imports QtSql", "ui/a.py", "from PySide6.QtSql import QSqlDatabase"),
    ("Only the edges", "baseldesk/desk/a.py", "try:\n    pass\nexcept Exception:\n    pass"),
    ("Only the edges", "ui/screens/a.py", "try:\n    pass\nexcept (ValueError, BaseException):\n    pass"),
    ("Only the edges", "ui/a.py", "with contextlib.suppress(Exception):\n    pass"),
    ("Only the edges", "baseldesk/errors.py", "try:\n    pass\nexcept:\n    pass"),
]

ALLOWED = [
    (
        "baseldesk/sync/a.py",
        "from baseldesk.desk.engine import Desk\nfrom baseldesk.errors import BaselDeskError\nfrom . import parts",
    ),
    ("baseldesk/desk/a.py", "import sqlalchemy\ntry:\n    pass\nexcept BaseException:\n    print()\n    raise"),
    ("ui/screens/a.py", "from PySide6.QtWidgets import QWidget\nfrom baseldesk.reports import activity\nfrom ui import tasks"),
    (DOOR, "from ui.app import main"),
]


def plant(root: Path, path: str, code: str) -> list[Source]:
    """One module alone, in a checkout of its own."""
    (root / path).parent.mkdir(parents=True)
    (root / path).write_text(code, encoding="utf-8")
    return read_sources(root)


@pytest.fixture(scope="module")
def house() -> list[Source]:
    """The code as it stands, read once."""
    return read_sources(ROOT)


@pytest.mark.parametrize("sentence", RULES)
def test_the_house_keeps_the_rule(house: list[Source], sentence: str) -> None:
    breach = next(RULES[sentence](house), None)
    assert breach is None, f"{sentence} But {breach}"


@pytest.mark.parametrize(("sentence", "path", "code"), PLANTED)
def test_a_planted_breach_is_caught(tmp_path: Path, sentence: str, path: str, code: str) -> None:
    sources = plant(tmp_path, path, code)
    caught = [rule for rule in RULES if list(RULES[rule](sources))]
    assert [rule for rule in caught if rule.startswith(sentence)], f"caught only {caught}"


@pytest.mark.parametrize(("path", "code"), ALLOWED)
def test_what_is_allowed_is_let_through(tmp_path: Path, path: str, code: str) -> None:
    sources = plant(tmp_path, path, code)
    assert [breach for rule in RULES.values() for breach in rule(sources)] == []


def test_every_rule_has_a_planted_breach() -> None:
    assert [rule for rule in RULES if not any(rule.startswith(sentence) for sentence, _, _ in PLANTED)] == []


def test_both_packages_are_read(house: list[Source]) -> None:
    assert {source.path.split("/")[0] for source in house} == {"baseldesk", "ui"}


def test_the_lists_of_exceptions_are_not_longer_than_needed(house: list[Source]) -> None:
    assert {path for path, _ in list_wide_excepts(house)} >= EDGES
    assert [
        source.path for source in house if source.path == DOOR and any(name.startswith("ui") for _, name in list_imports(source))
    ]
