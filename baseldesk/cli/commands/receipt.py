"""`baseldesk receipt`: acknowledgements that travel alone."""

from __future__ import annotations

from pathlib import Path

import click

from baseldesk.cli.frame import FILE, TARGET, Group, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

COMMANDS = {"export": "receipt:export", "import": "receipt:import_"}


@click.group("receipt", cls=Group, lazy=COMMANDS, help=N_("Acknowledgements: say what has come, and learn what has arrived."))
def receipt() -> None:
    """Holds the commands on receipts."""


@command("export", N_("Write the acknowledgement for another organisation; OUT is a folder or the name of a file."))
@click.argument("out", type=TARGET, metavar="OUT")
@option("--to", required=True, metavar="WHOM", help=N_("secretariat, centre (its own other computers), or a centre's code."))
def export(session: Session, out: Path, to: str) -> None:
    """Writes a receipt."""
    from baseldesk.cli.output import write_json
    from baseldesk.sync.bundle import export_receipt

    with session.open_desk() as desk:
        written = export_receipt(desk, to, out)
    if session.json:
        write_json({"path": str(written.path), "bytes": written.size, "hash": written.hash.hex()})
    else:
        print(written.path)


@command("import", N_("Take an acknowledgement in: what it lists has arrived."))
@click.argument("file", type=FILE, metavar="FILE")
def import_(session: Session, file: Path) -> None:
    """Takes a receipt in."""
    from baseldesk.cli.output import write_json
    from baseldesk.sync.bundle import import_receipt
    from baseldesk.sync.status import sync_status

    with session.open_desk() as desk:
        is_news = import_receipt(desk, file)
        status = sync_status(desk)
    if session.json:
        write_json({"news": is_news, "received": status.received, "merged": status.merged, "only_here": status.only_here})
        return
    t = session.t
    print(t.gettext(N_("Taken in.") if is_news else N_("This acknowledgement was known already.")))
    print(t.format_plural(N_("{n} change has arrived."), N_("{n} changes have arrived."), status.received))
