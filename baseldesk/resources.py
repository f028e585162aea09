"""Where the files lie that come with the program: programme data, fonts, pictures, catalogues."""

from collections.abc import Iterator
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


@cache
def _folder(name: str) -> Path:
    """An installed program carries its files in ``baseldesk/_data``; a checkout has them beside the packages."""
    for base in (_HERE / "_data", _HERE.parent):
        if (base / name).is_dir():
            return base / name
    raise FileNotFoundError(name)
