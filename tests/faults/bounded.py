"""Reads hostile files in a process of its own, each under a limit of memory and of processor time; says what became of each.

The process that waits has loaded every library, so that a child (a fork of it) measures the reading alone. A child whose
address space or time runs out is told apart from one that refuses: MemoryError and a signal are no refusals.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

MEMORY, SECONDS = 512 << 20, 60
ROOT = Path(__file__).parents[2]


class Verdict(NamedTuple):
    """What became of a file: the code of a refusal, «taken», or what went wrong; seconds of processor time, MiB at most."""

    outcome: str
    seconds: float
    mebibytes: int

    @property
    def is_refused(self) -> bool:
        """Whether the file was refused by an error that is declared."""
        return "." in self.outcome and " " not in self.outcome


@contextmanager
def reading_apart(memory: int = MEMORY) -> Iterator[Callable[[str, Path, dict[str, str]], Verdict]]:
    """Gives a function that reads one file apart: (reader, file, what else the reader needs)."""
    command = [sys.executable, "-m", "tests.faults.bounded", str(memory)]
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=around)
    assert process.stdin is not None
    assert process.stdout is not None
    waiting, answers = process.stdin, process.stdout

    def read(reader: str, path: Path, given: dict[str, str]) -> Verdict:
        waiting.write(json.dumps([reader, str(path), given]) + "\n")
        waiting.flush()
        return Verdict(*json.loads(answers.readline()))

    try:
        yield read
    finally:
        waiting.close()
        process.wait(timeout=60)
        answers.close()


# --- in the other process
def _container(path: Path, given: dict[str, str]) -> None:
    from baseldesk.sync.container import open_container

    open_container(path, find_key=lambda *_: bytes.fromhex(given["public"]), spool=path.parent).close()


def _desk(path: Path, given: dict[str, str]) -> None:
    from baseldesk.sync.bundle import check_bundle, import_bundle
    from baseldesk.sync.opening import open_desk

    with open_desk(Path(given["desk"])) as desk:
        for one in import_bundle(desk, [path]).refused:
            raise one.error
        check_bundle(desk, path)


def _request(path: Path, given: dict[str, str]) -> None:
    from baseldesk.sync.enrolment import read_request

    read_request(path)


def _roster(path: Path, given: dict[str, str]) -> None:
    from baseldesk.sync.roster import verify_roster

    verify_roster(path.read_bytes(), None)


def _change(path: Path, given: dict[str, str]) -> None:
    from baseldesk.journal.change import decode_change, ops_of

    ops_of(decode_change(path.read_bytes()))


def _leaf(path: Path, given: dict[str, str]) -> None:
    from baseldesk.journal.change import decode_leaf

    decode_leaf(path.read_bytes())


def _foreign(path: Path, given: dict[str, str]) -> None:
    from baseldesk.formats.open import read

    for _ in read(path).items(contacts=True):
        pass


def _unmeasured(path: Path, given: dict[str, str]) -> None:
    """A workbook, handed to the library as it is: the control."""
    from baseldesk.formats.sheets import grid

    grid.measure_archive = lambda *_: (path.suffix[1:], 0)
    grid.measure_compound = lambda *_: None
    _foreign(path, given)


def _mail(path: Path, given: dict[str, str]) -> None:
    from baseldesk.sync.attachments import take_out

    take_out(path, path.parent / "taken out")


def _photograph(path: Path, given: dict[str, str]) -> None:
    from baseldesk.desk.photographs import prepare_photograph

    prepare_photograph(path)


def _printed(path: Path, given: dict[str, str]) -> None:
    from baseldesk.reports.printed_file import read_printed

    read_printed(path)


def _scan(path: Path, given: dict[str, str]) -> None:
    from baseldesk.sync.code_reading import read_page_by_page

    read_page_by_page(path, bool)


def _scan_unmeasured(path: Path, given: dict[str, str]) -> None:
    """A PDF file, handed to the library as it is: the control."""
    from baseldesk.sync import code_reading, pdf_drawing

    code_reading.is_bounded = lambda _: True
    pdf_drawing.is_drawable = lambda *_: True
    _scan(path, given)


def _anything(path: Path, given: dict[str, str]) -> None:
    """No reader of ours: what bounded ones are compared with."""
    import msgspec

    msgspec.msgpack.decode(path.read_bytes())


_READERS = {
    "container": _container, "desk": _desk, "request": _request, "roster": _roster, "change": _change, "leaf": _leaf,
    "foreign": _foreign, "unmeasured": _unmeasured, "mail": _mail, "photograph": _photograph, "anything": _anything,
    "printed": _printed, "scan": _scan, "scan unmeasured": _scan_unmeasured,
}  # fmt: skip


def _load_libraries() -> None:
    for name in ("sqlalchemy", "lxml.etree", "python_calamine", "charset_normalizer", "baseldesk.formats.sheets.opening",
                 "baseldesk.formats.iati.reader", "baseldesk.sync.bundle", "baseldesk.sync.station", "PIL.Image"):  # fmt: skip
        import_module(name)


def _read_bounded(reader: str, path: Path, given: dict[str, str], memory: int) -> None:
    """In the child: sets the limits, reads, and says how it went through its exit code and a file."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from baseldesk.errors import Refused

    try:
        _READERS[reader](path, given)
        said = "taken"
    except Refused as refused:
        said = refused.code
    except BaseException as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        said = f"{type(error).__name__}: {str(error)[:150]} at {Path(where.filename).name}:{where.lineno}"
    os.write(int(given["answer"]), said.encode())


def _read_one(reader: str, path: Path, given: dict[str, str], memory: int) -> Verdict:
    answer, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(answer)
        try:
            _read_bounded(reader, path, {**given, "answer": str(told)}, memory)
        finally:
            os._exit(0)
    os.close(told)
    said = b""
    while block := os.read(answer, 1 << 16):
        said += block
    os.close(answer)
    _, status, used = os.wait4(child, 0)
    outcome = said.decode(errors="replace") or f"ended by signal {os.WTERMSIG(status)}"
    return Verdict(outcome, round(used.ru_utime + used.ru_stime, 2), used.ru_maxrss >> 10)


def main(memory: int) -> None:
    """Answers one line per line."""
    _load_libraries()
    for line in sys.stdin:
        reader, path, given = json.loads(line)
        print(json.dumps(_read_one(reader, Path(path), given, memory)), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
