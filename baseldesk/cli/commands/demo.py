"""`baseldesk demo`: a filled example to look at, and the whole way of the data in one screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from baseldesk.cli.frame import FILE, command, option
from baseldesk.cli.session import Session, data_folder
from baseldesk.i18n import N_

HELP = N_("""Make a filled example: a centre's desk and the secretariat's, side by side.
Real projects are imported, edited, handed over on a stick, acknowledged and printed; an older example is replaced.""")


@command("demo", HELP)
@option("--folder", type=FILE, metavar="FOLDER", help=N_("Where to make it; without it, beside your own records."))
@option("--open", "opens", is_flag=True, help=N_("Open the window on it afterwards; an example that is there is used."))
@option("--keep", is_flag=True, help=N_("Use an example that is there instead of making it anew."))
def demo(session: Session, folder: Path | None, opens: bool, keep: bool) -> int:
    """Makes the example, or goes on with the one that is there."""
    from baseldesk.cli.demo import place

    target = (folder or data_folder() / "demo").absolute()
    if (opens or keep) and place.is_complete(target):
        _say_kept(session, target)
    else:
        _make(session, target)
    if not opens:
        return 0
    from baseldesk.cli.window import open_window

    return open_window(session, desk=str(target / place.CENTRE))


def _make(session: Session, target: Path) -> None:
    from baseldesk.cli.demo.steps import make_example
    from baseldesk.cli.output import write_json

    said = make_example(session, target)
    if session.json:
        write_json(said)
    elif not session.quiet:
        _say_where(session, target, said)


def _say_where(session: Session, target: Path, said: dict[str, Any]) -> None:
    from baseldesk.cli.demo import place
    from baseldesk.cli.output import pairs, write_lines

    t = session.t
    names = ", ".join(Path(one["path"]).name for one in said["reports"])
    places = [
        (t.gettext(N_("Everything lies in")), str(target)),
        (t.gettext(N_("Reports")), f"{place.REPORTS}/ {names}"),
        (t.gettext(N_("The stick")), f"{place.STICK}/ {Path(said['bundle']['path']).name}"),
        (t.gettext(N_("Open the window on it")), f"baseldesk --desk '{target / place.CENTRE}'"),
    ]
    write_lines(["", *pairs(places)])


def _say_kept(session: Session, target: Path) -> None:
    from baseldesk.cli.demo import place
    from baseldesk.cli.output import remark, write_json

    if session.json:
        write_json({"folder": str(target), "centre": str(target / place.CENTRE), "kept": True})
    else:
        remark(session.t.format(N_("The example in {folder} is used again."), folder=str(target)), quiet=session.quiet)
