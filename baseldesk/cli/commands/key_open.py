"""`baseldesk key open`: what is sealed, opened with a printed key when the computers that could are gone."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from baseldesk.cli.frame import FILE, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.recovery import KeyPage

HELP = N_("""Open data files with a printed key, and take them in.
On a new computer: with --out, a new desk is made in that folder for the centre that the page names. Afterwards, register it.""")
REGISTER = N_("This computer is not registered yet. Next: baseldesk enrol request FILE, and send the file to the secretariat.")


@command("open", HELP)
@click.argument("paths", type=FILE, metavar="PATH", nargs=-1, required=True)
@option("--identity", type=FILE, required=True, metavar="PAGE", help=N_("The page: as text, PDF, scan or photograph."))
@option("--out", type=click.Path(path_type=Path), metavar="FOLDER", help=N_("Make a new desk in this folder."))
@option("--words", metavar="WORDS", help=N_("The six words of the secretariat, where the page does not say them."))
def open_(session: Session, paths: Sequence[Path], identity: Path, out: Path | None, words: str | None) -> int:
    """Takes in what the printed key opens."""
    from baseldesk.cli.commands.bundle_in import tell_imported
    from baseldesk.cli.progress import bar
    from baseldesk.sync.rescue import rescue

    page = read_page(identity)
    with _desk(session, page, out) as desk:
        with bar(session, session.t.gettext(N_("Taking in"))) as progress:
            done = rescue(desk, paths, page, compare=lambda said: _compare(session, said), words=words or "", progress=progress)
        registered = _is_registered(desk)
    code = tell_imported(session, done)
    if not registered and not session.json:
        print(session.t.gettext(REGISTER), file=sys.stderr)
    return code


def read_page(identity: Path) -> KeyPage:
    """The printed key in a file of any kind.

    Raises:
        MediumError: the file cannot be read.
        BundleRefused: there is no key in it.
    """
    from baseldesk.errors import MediumError
    from baseldesk.sync.rescue import load_page

    try:
        return load_page(identity)
    except OSError as reason:
        raise MediumError("cli.file_unreadable", file=identity.name, reason=reason.strerror or "") from reason


def _desk(session: Session, page: KeyPage, out: Path | None) -> Desk:
    """The desk that is there, or a new one."""
    from baseldesk.errors import UsageError
    from baseldesk.sync.station import found_centre

    session.desk = out or session.desk
    if out is None or (out / "desk.db").exists():
        return session.open_desk()
    if not page.centre:
        raise UsageError("cli.page_names_no_centre")
    session.answer_for_keys()
    return found_centre(out, page.centre, keys="")


def _compare(session: Session, words: str) -> None:
    """Where nobody can compare, nothing is believed."""
    from baseldesk.cli.asking import compare_words
    from baseldesk.errors import UsageError

    if session.json or not sys.stdin.isatty():
        raise UsageError("cli.words_needed", words=words)
    compare_words(session, words, None)


def _is_registered(desk: Desk) -> bool:
    from baseldesk.sync.membership import read_membership

    place = read_membership(desk)
    return place is not None and place.roster.device(desk.device) is not None
