"""A report as a draft for a mail program: an `.eml` file that opens as a new message with the PDF attached.

`X-Unsent: 1` is what mail programs know a draft by. The same report gives the same draft: no clock, no random boundary.
"""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from email.policy import SMTPUTF8

from baseldesk.i18n import FIRST_STRONG_ISOLATE, N_, POP_ISOLATE, Translator
from baseldesk.reports.document import Document

_ISOLATES = str.maketrans("", "", FIRST_STRONG_ISOLATE + POP_ISOLATE)
_ATTACHED = N_("Attached: {kind}, “{title}”.")
_SUBJECT = N_("{kind}: {title}")


def draft_mail(document: Document, t: Translator, name: str, content: bytes) -> bytes:
    """The draft, without an addressee: the person writes whom it goes to, and sends it.

    Args:
        name: of the attached file.
        content: the PDF.
    """
    front = document.front
    said = {"kind": _one_line(front.kind), "title": _one_line(front.title.text)}
    mail = EmailMessage(policy=SMTPUTF8)
    mail["X-Unsent"] = "1"
    mail["Subject"] = _one_line(t.format(_SUBJECT, **said))
    mail.set_content(f"{t.format(_ATTACHED, **said)}\n\n{_one_line(front.centre)}\n".translate(_ISOLATES), cte="base64")
    mail.add_attachment(content, maintype="application", subtype="pdf", filename=_one_line(name))
    mail.set_boundary(f"baseldesk-{hashlib.sha256(content).hexdigest()[:32]}")
    return mail.as_bytes()


def _one_line(text: str) -> str:
    """Nothing in a header may begin another."""
    return " ".join(text.translate(_ISOLATES).split())
