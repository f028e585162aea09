"""The measurements: bundles of W(N) and of real IATI files, and how long they take."""

from __future__ import annotations

import json
import multiprocessing
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter, process_time

from backports import zstd

from baseldesk.cli.bench import yardsticks
from baseldesk.cli.bench.desks import Desks, size_of, two_desks
from baseldesk.cli.bench.rows import Row, best
from baseldesk.cli.bench.workload import edit_pass, edits, saving_clock
from baseldesk.desk.columns import column_names
from baseldesk.desk.shown import Edit
from baseldesk.records.types import TYPES
from baseldesk.records.values import registers
from baseldesk.sync.joining import membership_of
from baseldesk.sync.own_keys import own_key
from baseldesk.sync.packing import Wanted, pack
from baseldesk.sync.squeezing import DEFAULT_LEVEL

_TIMES = 3
_SMALLEST = 19  # zstd level of the patchset
_MEMORY = Path("/proc/self/status")  # what `getrusage` says would also count the process that began this one


def measure_workload(count: int, changed: Sequence[int], *, growth: dict[int, float]) -> Iterator[Row]:
    """The rows of one W(N).

    Args:
        changed: how many activities the increments change.
        growth: N → seconds that packing the largest increment took; filled here, so that a larger N is held against it.
    """
    on = f"W({count:,})"
    with tempfile.TemporaryDirectory(prefix="baseldesk-bench-") as name, two_desks(Path(name)) as desks:
        desks.load(edits(count))
        yield from _full(desks, on)
        yield from _import(desks, on)
        for number in [one for one in changed if one <= count]:
            yield from _increment(desks, on, count, number, growth)


def measure_file(path: Path) -> Iterator[Row]:
    """The size of a bundle of a real IATI file."""
    from baseldesk.formats.intake import take_in
    from baseldesk.formats.open import read

    with tempfile.TemporaryDirectory(prefix="baseldesk-bench-") as name, two_desks(Path(name)) as desks:
        take_in(desks.centre, read(path))
        yield from _full(desks, path.name, timed=False)


def _full(desks: Desks, on: str, *, timed: bool = True) -> Iterator[Row]:
    key, plain = own_key(desks.centre), desks.folder / "plain"
    took, bundle = best(_TIMES if timed else 1, lambda: desks.send(everything=True))
    with desks.centre.read() as reader:
        yard, size = best(_TIMES if timed else 1, lambda: yardsticks.signed_lines(reader, DEFAULT_LEVEL, key, plain))
        dumped = yardsticks.dump_xz(yardsticks.read_rows(reader))
    yield Row("full bundle, default", on, size_of(bundle), size, "B", 0.90, 0.80, "JSON lines + zstd-9")
    smallest = desks.send(everything=True, smallest=True)
    yield Row("full bundle, smallest", on, size_of(smallest), dumped, "B", 0.95, 0.85, ".dump + xz -6")
    if timed:
        yield Row("full export", on, took, yard, "s", 1.5, 1.1, "JSON lines + zstd-9 + signature")


def _import(desks: Desks, on: str) -> Iterator[Row]:
    key, plain = own_key(desks.centre), desks.folder / "plain"
    floor, _ = best(1, lambda: yardsticks.take_lines(plain, key, desks.folder / "floor.db"))
    bundle, empty = desks.send(everything=True), desks.copy_secretariat("empty")
    first, _ = best(1, lambda: desks.receive(bundle))
    yield Row("full import", on, first, floor, "s", 4.0, 2.0, "verify + decode + executemany")
    again, _ = best(_TIMES, lambda: desks.receive(bundle))
    yield Row("the same again", on, again, first, "s", 0.5, 0.1, "its first import")
    desks.answer()
    desks.receive(desks.send())
    yield Row("empty bundle", on, size_of(desks.send()), 0, "B", 600, 350)
    peak = _peak_of_import(empty, bundle.files[0][0])
    if peak:
        yield Row("memory of a full import", on, peak, 0, "MiB", 250, 120)


def _increment(desks: Desks, on: str, count: int, number: int, growth: dict[int, float]) -> Iterator[Row]:
    desks.answer()
    centre, before = desks.centre, desks.centre.clock
    with centre.read() as reader:
        clocks = yardsticks.FieldClocks(desks.folder / f"clocks-{number}.db", yardsticks.read_rows(reader))
    centre.clock = saving_clock(before())
    changed = [_save(desks, one) for one in edit_pass(count, number, lambda one: _summary(desks, one), seed=number)]
    centre.clock = before
    columns = [name for name in column_names("activity") if name != "unknown"]
    patch = zstd.compress(yardsticks.patchset("activity", columns, changed), _SMALLEST)
    packing, _ = best(2 * _TIMES, lambda: _pack(desks), process_time)
    bundle = desks.send()
    on = f"{on}, {number:,} edits"
    yield Row("increment", on, size_of(bundle) / number, len(patch) / number, "B/record", 0.90, 0.45, "patchset + zstd-19")
    start = perf_counter()
    desks.receive(bundle)
    took = perf_counter() - start
    yard, _ = best(1, lambda: clocks.merge("activity", changed, 2))
    clocks.close()
    yield Row("increment, merged", on, took, yard, "s", 3.0, 1.2, "clocks per field")
    yield from _grown(on, count, number, packing, growth)


def _grown(on: str, count: int, number: int, packing: float, growth: dict[int, float]) -> Iterator[Row]:
    smaller = growth.get(number)
    if smaller is not None:
        yield Row("increment, packed", on, packing, smaller, "s", 1.5, 1.1, "from the smaller store")
    growth[number] = packing


def _pack(desks: Desks) -> int:
    with tempfile.TemporaryFile(dir=desks.folder) as spool:
        packed = pack(desks.centre, own_key(desks.centre), membership_of(desks.centre), Wanted("SECRETARIAT"), spool)
    return packed.size


def _save(desks: Desks, edit: Edit) -> tuple[bytes, dict[str, object]]:
    """Saves one edit; gives what a plain table's row would hold of it."""
    desks.centre.save([edit], numbered=False, checked=False)
    held: dict[str, object] = {}
    for register, wire in registers(TYPES[edit.type], edit.values).items():
        field, slash, key = register.partition("/")
        held[field] = json.dumps({key: wire}, ensure_ascii=False) if slash else wire
    return edit.record, held


def _summary(desks: Desks, activity: bytes) -> str:
    shown = desks.centre.record("activity", activity)
    return str(shown.values["summary"]["fr"]) if shown else ""


def _peak_of_import(desk: Path, bundle: Path) -> int:
    """MiB at most in a process of its own that takes the bundle in; 0 where the system does not tell."""
    if not _MEMORY.exists():
        return 0
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(import_alone, (desk, bundle))


def import_alone(desk: Path, bundle: Path) -> int:
    """Takes a bundle in; gives the most memory this process has ever had, in MiB."""
    from baseldesk.sync.bundle import import_bundle
    from baseldesk.sync.opening import open_desk

    with open_desk(desk) as opened:
        for one in import_bundle(opened, [bundle]).refused:
            raise one.error
    held = next(line for line in _MEMORY.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(held.split()[1]) // 1024
