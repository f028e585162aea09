"""The command `baseldesk` and the names of its commands, in the order in which they are told about."""

from __future__ import annotations

import click

from baseldesk import __version__
from baseldesk.cli.frame import Group, option
from baseldesk.cli.session import Session
from baseldesk.cli.window import PROBES
from baseldesk.i18n import N_

COMMANDS = {
    "init": "init:init",
    "demo": "demo:demo",
    "record": "record:record",
    "link": "link:link",
    "unlink": "link:unlink",
    "attach": "attach:attach",
    "search": "search:search",
    "import": "import_:import_",
    "export": "export:export",
    "enrol": "enrol:enrol",
    "roster": "roster:roster",
    "key": "key:key",
    "bundle": "bundle:bundle",
    "receipt": "receipt:receipt",
    "mail": "mail:mail",
    "sync": "sync:sync",
    "conflicts": "conflicts:conflicts",
    "tasks": "tasks:tasks",
    "undo": "undo:undo",
    "report": "report:report",
    "plan": "plan:plan",
    "submission": "submission:submission",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "check": "check:check",
    "digest": "digest:digest",
    "guide": "guide:guide",
    "bench": "bench:bench",
}


HELP = N_("Records, exchanges and reports the work of the Basel Convention regional centres. Alone, it opens the window.")


@click.group("baseldesk", cls=Group, lazy=COMMANDS, invoke_without_command=True, help=HELP)
@option("--probe", type=click.Choice(PROBES), help=N_("Measure the opening of the window, and leave."))
@click.version_option(__version__, message="%(prog)s %(version)s", help=N_("Show the version, and leave."))
@click.pass_context
def root(context: click.Context, probe: str | None) -> int | None:
    """Opens the window where no command is named."""
    if context.invoked_subcommand is not None:
        return None
    from baseldesk.cli.window import open_window

    return open_window(context.ensure_object(Session), probe=probe)
