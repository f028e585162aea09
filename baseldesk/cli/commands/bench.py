"""`baseldesk bench`: sizes and times of the exchange, each beside a yardstick measured in the same run."""

from __future__ import annotations

from pathlib import Path

import click

from baseldesk.cli.frame import FILE, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

HELP = N_("""Measure bundles: their size and how long they take, each beside a yardstick measured in the same run.
It makes desks of its own in a temporary folder and looks at no other; a time means something only beside its yardstick.
FILES are IATI files whose bundles are measured too. With --json, one line per figure.""")


@command("bench", HELP)
@click.argument("files", metavar="FILES", nargs=-1, type=FILE)
@option(
    "--activities", "counts", type=int, multiple=True, metavar="N", help=N_("How many activities; several times, if you like.")
)
@option(
    "--edits",
    "changed",
    type=int,
    multiple=True,
    metavar="N",
    help=N_("How many of them are edited; likewise."),
)
def bench(session: Session, files: tuple[Path, ...], counts: tuple[int, ...], changed: tuple[int, ...]) -> int:
    """Measures and tells; how good the figures are decides nothing."""
    from baseldesk.cli.bench.measuring import measure_file, measure_workload
    from baseldesk.cli.bench.rows import HEADINGS, Row
    from baseldesk.cli.output import table, write_json, write_lines

    rows: list[Row] = []
    growth: dict[int, float] = {}
    measured = [measure_workload(one, changed or (100, 1000), growth=growth) for one in sorted(counts or (1000, 10_000))]
    for row in (one for some in [*measured, *map(measure_file, files)] for one in some):
        rows.append(row)
        if session.json:
            write_json(row.to_json())
    if not session.json:
        write_lines(table([row.cells() for row in rows], HEADINGS, right=frozenset(range(2, 6))))
    return 0
