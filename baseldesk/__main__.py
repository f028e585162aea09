"""`python -m baseldesk` and the command `baseldesk`."""

from __future__ import annotations

import sys


def main() -> int:
    """Runs what the command line asks for; gives the exit code."""
    from baseldesk.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
