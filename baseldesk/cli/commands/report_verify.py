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
    from baseldesk.sync.code_reading import PagesRead

ABOUT = N_("""Say whether a printed report or certificate is genuine, outdated or altered.
FILE is the PDF file, or a scan or photograph of a page. Ends with 0 if genuine, 1 if outdated, 3 otherwise.""")


@command("verify", ABOUT)
@click.argument("file", type=FILE, metavar="FILE")
def verify(session: Session, file: Path) -> int:
    """Verifies a printed page."""
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.reports.verify import worst
    from baseldesk.reports.verify_words import tell_finding, tell_unread

    found, looked = find(session, file)
    verdict, t = worst(found), session.t
    if session.json:
        codes = [{**_as_json(one), "text": " ".join(tell_finding(one, t))} for one in found]
        counts = {"pages_read": looked.pages_read, "pages": looked.pages}
        write_json({"file": file.name, "verdict": str(verdict), **counts, "codes": codes})
    else:
        told = ["\n".join(tell_finding(one, t)) for one in found]
        write_lines([one for one in (*told, tell_unread(looked.pages_read, looked.pages, t)) if one])
    return _exit_code(verdict)


def find(session: Session, file: Path) -> tuple[list[Finding], PagesRead]:
    """What is to be thought of each code in the file, and of which pages they are.

    Raises:
        FileRefused: it cannot be read, or shows no code of a report or certificate.
    """
    from baseldesk.errors import FileRefused
    from baseldesk.reports.printed_file import read_printed
    from baseldesk.reports.verify import is_ours, verify_symbols
    from baseldesk.sync.code_reading import read_first_pages
    from baseldesk.sync.signers import signers_of

    looked = read_first_pages(file, is_ours)  # before anything else, since it measures what comes
    printed = read_printed(file) if _is_pdf(file) else None
    with session.open_desk() as desk:
        found = verify_symbols(desk, looked.all_symbols, signers_of(desk), printed, session.t.language)
    if not found:
        if looked.pages_read < looked.pages:
            raise FileRefused("report.no_code_so_far", file=file.name, read=looked.pages_read, pages=looked.pages)
        raise FileRefused("report.no_code", file=file.name)
    return found, looked


def _is_pdf(file: Path) -> bool:
    from baseldesk.errors import FileRefused

    try:
        with file.open("rb") as opened:
            return opened.read(5) == b"%PDF-"
    except OSError as reason:
        raise FileRefused("code.unreadable", file=file.name, reason=reason.strerror or "") from reason


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
