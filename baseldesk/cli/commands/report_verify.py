"""`baseldesk report verify`: whether a printed report or certificate is genuine, outdated or altered; needs no network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import FILE, command
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.reports.verify import Finding, Verdict

ABOUT = N_("""Say whether a printed report or certificate is genuine, outdated or altered.
FILE is the PDF file, or a scan or photograph of a page. Ends with 0 if genuine, 1 if outdated, 3 otherwise.""")


@command("verify", ABOUT)
@click.argument("file", type=FILE, metavar="FILE")
def verify(session: Session, file: Path) -> int:
    """Verifies a printed page."""
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.reports.verify import worst
    from baseldesk.reports.verify_file import verify_file
    from baseldesk.reports.verify_words import tell_finding, tell_unread
    from baseldesk.sync.code_reading import read_first_pages
    from baseldesk.sync.signers import signers_of

    with session.open_desk() as desk:
        found, looked = verify_file(desk, file, read_first_pages, signers_of(desk), session.t.language)
    verdict, t = worst(found), session.t
    if session.json:
        codes = [{**_as_json(one), "text": " ".join(tell_finding(one, t))} for one in found]
        counts = {"pages_read": looked.pages_read, "pages": looked.pages}
        write_json({"file": file.name, "verdict": str(verdict), **counts, "codes": codes})
    else:
        told = ["\n".join(tell_finding(one, t)) for one in found]
        write_lines([one for one in (*told, tell_unread(looked.pages_read, looked.pages, t)) if one])
    return _exit_code(verdict)


def _as_json(one: Finding) -> dict[str, Any]:
    """`{verdict, why, signer, page, pages, record, reference, title, whole_file, certificate}`."""
    import msgspec

    from baseldesk.records.identity import id_text

    certified = msgspec.structs.asdict(one.certified) if one.certified else None
    return {
        "verdict": str(one.verdict), "why": str(one.why), "signer": {"centre": one.organisation, "computer": one.computer},
        "page": one.page, "pages": one.pages, "record": id_text(one.record) if one.record else None,
        "reference": one.reference, "title": one.title, "whole_file": one.in_file, "certificate": certified,
    }  # fmt: skip


def _exit_code(verdict: Verdict) -> int:
    return {"genuine": 0, "outdated": 1}.get(str(verdict), 3)
