"""Where the files lie that come with the program: programme data, fonts, pictures, catalogues."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a file or folder under ``resources/``, whether or not it exists.

    Raises:
        FileNotFoundError: the ``resources`` folder itself is nowhere to be found.
    """
    return _folder("resources").joinpath(*parts)


def translations() -> Path:
    """The folder of the gettext catalogues, one folder per language in it."""
    return _folder("translations")


def is_checkout() -> bool:
    """Whether the program runs from its source tree, where catalogues may be newer than their compiled form."""
    return not (_HERE / "_data").is_dir()


def read_table(*parts: str) -> Iterator[list[str]]:
    """The rows of a tab-separated file under ``resources/``, without its heading and without lines that begin with #."""
    lines = resource(*parts).read_text(encoding="utf-8").splitlines()
    rows = (line for line in lines if line and not line.startswith("#"))
    next(rows, None)
    return (line.split("\t") for line in rows)


# --- a later release of programme and vocabulary than the one that came with the program
Rows = Sequence[Sequence[str]]
_followed: dict[str, Rows] = {}
_forget: list[Callable[[], None]] = []


def follow(number: int, tables: Mapping[str, Rows]) -> bool:
    """Lets the lists of this process take what a release adds; only ever forward. Gives whether they do now."""
    if number <= followed():
        return False
    _followed.update(tables, number=[[str(number)]])
    _forget_all()
    return True


def follow_no_more() -> None:
    """Back to what came with the program: for a process that serves one desk after the other, and for tests."""
    _followed.clear()
    _forget_all()


def followed() -> int:
    """The number of the release that is followed; 0: that of the program."""
    return int(_followed["number"][0][0]) if _followed else 0


def released(name: str) -> Rows:
    """What the release that is followed adds to a table; its rows count more than those of the table."""
    return _followed.get(name, ())


def depends_on_release(clear: Callable[[], None]) -> None:
    """Has what was made from the tables forgotten when another release is followed."""
    _forget.append(clear)


def _forget_all() -> None:
    for clear in _forget:
        clear()


@cache
def _folder(name: str) -> Path:
    """An installed program carries its files in ``baseldesk/_data``; a checkout has them beside the packages."""
    for base in (_HERE / "_data", _HERE.parent):
        if (base / name).is_dir():
            return base / name
    raise FileNotFoundError(name)
