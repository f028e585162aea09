"""`python -m tests.ui.reference --make [part of a name …]`: takes the pictures anew, and prints which changed.

Without `--make` it only says what differs. With `--in FOLDER` the pictures go there, in full size, to be looked at.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"


def main() -> int:
    """Takes them."""
    wish = argparse.ArgumentParser(prog="python -m tests.ui.reference")
    wish.add_argument("--make", action="store_true", help="keep what differs")
    wish.add_argument("--in", dest="folder", type=Path, help="write full-size pictures to this folder")
    wish.add_argument("--all", action="store_true", help="those of the long tier too")
    wish.add_argument("names", nargs="*", help="parts of names, of combinations or scenes")
    asked = wish.parse_args()
    with tempfile.TemporaryDirectory() as room:
        os.environ["BASELDESK_STATE"] = str(Path(room, "state"))
        from tests.ui.reference.taking import COMBINATIONS, QUICK, take

        changed = seen = 0
        for one in take(Path(room), COMBINATIONS if asked.all or asked.make else QUICK, asked.names):
            seen += 1
            if asked.folder:
                (asked.folder / one.combination).mkdir(parents=True, exist_ok=True)
                one.image.save(str(asked.folder / one.combination / f"{one.scene}.png"))
            if one.differs():
                changed += 1
                print(one.told())
                if asked.make:
                    one.keep()
    print(f"{seen} pictures, {changed} {'made anew' if asked.make else 'differ'}")
    return 1 if changed and not asked.make else 0


sys.exit(main())
