"""The command line: everything that the window can do to data, thin over the same functions.

Exit codes: 0 done; 1 done, but some items were refused (listed); 2 wrong usage; 3 an input was refused, the store is untouched;
4 the desk itself cannot be used; 5 our fault.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Runs one command, or opens the window where none is named; gives the exit code. The edge: no error goes further."""
    from baseldesk.cli import streams, window
    from baseldesk.cli.session import Session

    streams.use_utf8()
    given = streams.read_arguments(arguments)
    session = Session()
    try:
        asked = window.read_options(given)
        if asked is not None:
            return window.open_window(session, **asked)
        return run_command(given, session)
    except BrokenPipeError:
        return streams.give_up_output()
    except (Exception, KeyboardInterrupt) as error:
        from baseldesk.cli import faults

        return faults.tell(error, session, given)


def run_command(given: Sequence[str], session: object) -> int:
    """Lets click find the command and run it; its own `main` would answer errors in its own way."""
    from click.exceptions import Exit

    from baseldesk.cli.root import root

    try:
        with root.make_context("baseldesk", list(given), obj=session) as context:
            outcome = root.invoke(context)
    except Exit as left:  # help or version was asked for
        return left.exit_code
    return outcome if isinstance(outcome, int) else 0
