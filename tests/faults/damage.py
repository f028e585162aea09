"""Files of ours as a bad stick or mailbox gives them back, and trying them one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from baseldesk.desk.desk import Desk
from baseldesk.errors import Refused
from baseldesk.sync.bundle import import_bundle
from baseldesk.sync.container import open_container
from baseldesk.sync.joining import membership_of

Attempt = Callable[[bytes], object]


class Case(NamedTuple):
    """One damaged copy of a file."""

    name: str
    raw: bytes


def alter_each_byte(raw: bytes, *, every: int = 1, also: Iterable[int] = ()) -> Iterator[Case]:
    """One bit of one byte the other way round, in turn the lowest to the highest."""
    for at in sorted({*range(0, len(raw), every), *(one % len(raw) for one in also)}):
        yield Case(f"byte {at}", raw[:at] + bytes([raw[at] ^ 1 << at % 8]) + raw[at + 1 :])


def cut_everywhere(raw: bytes, *, every: int = 1) -> Iterator[Case]:
    """Each beginning of a file, the empty one too."""
    return (Case(f"cut to {size}", raw[:size]) for size in range(0, len(raw), every))


def append_bytes(raw: bytes) -> Iterator[Case]:
    """Something after the end: a zero, much, the signature once more, the whole file once more."""
    for tail in (b"\0", b"\n", bytes(4096), raw[-64:], raw[:60], raw):
        yield Case(f"{len(tail)} more", raw + tail)


def find_accepted(cases: Iterable[Case], attempt: Attempt) -> tuple[int, list[str]]:
    """How many were tried, and those that were not refused as a damaged file must be."""
    tried, out = 0, []
    for case in cases:
        tried += 1
        try:
            attempt(case.raw)
        except Refused as refused:
            if refused.params.get("file") is None:
                out.append(f"{case.name}: {refused.code} names no file")
        except Exception as error:
            out.append(f"{case.name}: {error!r}")
        else:
            out.append(f"{case.name}: accepted")
    return tried, out


def opening_at(desk: Desk) -> Attempt:
    """Opens a file as this desk does before it parses anything."""
    place = membership_of(desk)

    def attempt(raw: bytes) -> None:
        open_container(raw, find_key=place.find_key, deployment=place.deployment, name="a file").close()

    return attempt


def importing_at(desk: Desk, folder: Path) -> Attempt:
    """Takes a file in as a person does, from a folder."""
    folder.mkdir(parents=True, exist_ok=True)

    def attempt(raw: bytes) -> None:
        path = folder / "a file"
        path.write_bytes(raw)
        for one in import_bundle(desk, [path]).refused:
            raise one.error

    return attempt
