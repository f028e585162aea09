"""What is said of a page that was verified, in the reader's words: for command line and window alike."""

from __future__ import annotations

from collections.abc import Iterator

from baseldesk.i18n import N_, Translator
from baseldesk.reports.certificate_code import Certified
from baseldesk.reports.verify import Finding, Verdict, Why

HEADLINES = {
    Verdict.GENUINE: N_("Genuine"),
    Verdict.OUTDATED: N_("Genuine, and outdated"),
    Verdict.UNKNOWN_SIGNER: N_("Not proved: the signer is not known here"),
    Verdict.ALTERED: N_("Altered"),
}
_REASONS = {
    Why.CURRENT: N_("The record here is as it was when this was printed."),
    Why.NEWER_HERE: N_("The record has changed here since this was printed: print the report again."),
    Why.OLDER_HERE: N_("What was printed is newer than the record here: the data file that brings it has not been taken in yet."),
    Why.NOT_REGISTERED: N_("It is signed with a key that the list of registered computers held here does not name."),
    Why.WITHDRAWN: N_("It is signed with a key that the secretariat has withdrawn: ask the centre whether it printed this."),
    Why.SIGNATURE: N_("The code does not fit its signature: it was changed, or put together from several."),
    Why.DATA: N_("The data attached to the file are not those that were signed."),
    Why.DRAWING: N_("The pages of the file are not those that were signed."),
}
_MISSING = {
    Verdict.GENUINE: N_("There is no such record here to compare with."),
    Verdict.OUTDATED: N_("The record has been deleted here since."),
}
_NOT_LISTED = N_("There is no participant here to compare with: the centre that issued it can look the number up.")
_LISTED = N_("The participant stands in the records here.")


def tell_finding(one: Finding, t: Translator) -> list[str]:
    """The verdict, what it rests on, and what a person compares with the paper."""
    return [line for line in _lines(one, t) if line]


def tell_unread(read: int, pages: int, t: Translator) -> str:
    """Says that the codes of some pages were not looked for; "" where those of all were."""
    if read >= pages:
        return ""
    counts = {"read": t.number(read), "pages": t.number(pages)}
    return t.format(N_("Only the codes of the first {read} of {pages} pages were read."), **counts)


def _lines(one: Finding, t: Translator) -> Iterator[str]:
    yield t.gettext(HEADLINES[one.verdict])
    yield t.gettext(_reason(one))
    if one.organisation:
        about = {"centre": one.organisation, "computer": one.computer or "–"}
        yield t.format(N_("Signed by {centre}, computer {computer}."), **about)
    if one.certified:
        yield from _certificate(one.certified, t)
    elif one.pages:
        yield from _page(one, t)


def _reason(one: Finding) -> str:
    if one.certified and one.why in (Why.CURRENT, Why.NOT_HERE):
        return _LISTED if one.why is Why.CURRENT else _NOT_LISTED
    return _MISSING[one.verdict] if one.why is Why.NOT_HERE else _REASONS[one.why]


def _page(one: Finding, t: Translator) -> Iterator[str]:
    number = {"page": t.number(one.page), "pages": t.number(one.pages)}
    if one.verdict in (Verdict.ALTERED, Verdict.UNKNOWN_SIGNER):
        return
    if one.reference or one.title:
        yield t.format(N_("It is about {reference}: {title}"), reference=one.reference or "–", title=one.title or "–")
    if one.in_file:
        yield t.format(N_("The whole file was compared, {pages} pages."), pages=number["pages"])
    else:
        yield t.format(N_("Page {page} of {pages}."), **number)
        yield t.gettext(N_("Only the code was read: compare the words on the paper with the record, or verify the PDF file."))


def _certificate(one: Certified, t: Translator) -> Iterator[str]:
    yield t.format(N_("Certificate {number} for {name}"), number=one.number, name=one.name)
    days = " – ".join(dict.fromkeys(day for day in (one.first_day, one.last_day) if day))
    yield " · ".join(part for part in (one.event, one.place, days, one.centre) if part)
    yield t.gettext(N_("Compare this with what stands on the paper."))
