"""`baseldesk plan install|write`: a release of work plan and lists from a file, and into one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from baseldesk.cli.frame import FILE, TARGET, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

INSTALL = N_("""Take in a new work plan and choice lists from a file of the secretariat.
It is verified first; one that is older, damaged or not the secretariat's changes nothing. Records keep what they have.""")
WRITE = N_("Write the work plan and choice lists in use into a file, for computers that hear of them by no other way.")
SAID = {
    "newer": N_("Release {release}: {added} new codes, {retired} no longer offered, {labels} texts."),
    "same": N_("Release {release} is in use already."),
    "older": N_("Release {release} is older than the one in use."),
    "rival": N_("Release {release} is in use already, with other content."),
}


@command("install", INSTALL)
@click.argument("file", metavar="FILE", type=FILE)
@option("--rehearse", "is_rehearsal", is_flag=True, help=N_("Only tell what would be done."))
def install(session: Session, file: Path, is_rehearsal: bool) -> None:
    """Takes a release in."""
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.sync import release_news

    with session.open_desk() as desk:
        news = (release_news.rehearse if is_rehearsal else release_news.take_in)(desk, file)
    counts = {"release": news.number, "added": sum(news.added.values()), "retired": sum(news.retired.values())}
    said: dict[str, Any] = {**counts, "labels": news.labels, "held": news.held, "verdict": news.verdict}
    if session.json:
        write_json(said)
    else:
        write_lines([session.t.format(SAID[news.verdict], **said)])


@command("write", WRITE)
@click.argument("out", metavar="OUT", type=TARGET)
def write(session: Session, out: Path) -> None:
    """Writes the release file."""
    from baseldesk.cli.output import write_json
    from baseldesk.sync import release_news

    with session.open_desk() as desk:
        number = release_news.followed(desk).number
        target = out / f"basel-update-{number}{release_news.SUFFIX}" if out.is_dir() else out
        written = release_news.write_release(desk, target)
    if session.json:
        write_json({"path": str(written.path), "bytes": written.size, "release": number})
    else:
        print(written.path)
