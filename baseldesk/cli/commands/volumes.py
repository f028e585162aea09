"""`baseldesk sync volumes`: the sticks and disks that a data file can be written to or found on."""

from __future__ import annotations

from baseldesk.cli.frame import command
from baseldesk.cli.session import Session
from baseldesk.i18n import N_


@command("volumes", N_("The sticks and disks that are plugged in, and the room on each."))
def volumes(session: Session) -> None:
    """Lists what is mounted, sticks first."""
    from baseldesk.cli.output import table, write_json, write_lines
    from baseldesk.sync.volumes import list_volumes

    t, found = session.t, list_volumes()
    if session.json:
        for one in found:
            write_json({**vars(one), "path": str(one.path), "largest_file": one.largest_file})
        return
    if not found:
        print(t.gettext(N_("No stick or disk is plugged in. Any folder can be named instead.")))
        return
    headings = (N_("Name"), N_("Place"), N_("Free, MB"), N_("Kind"))
    kinds = [t.gettext(N_("read-only")) if one.read_only else one.file_system for one in found]
    rows = [[one.name, str(one.path), t.number(one.free // 1_000_000), kind] for one, kind in zip(found, kinds, strict=True)]
    write_lines(table(rows, [t.gettext(heading) for heading in headings], right=frozenset({2})))
