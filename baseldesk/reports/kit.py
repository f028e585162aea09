"""The workshop kit: what a centre hands out and collects at a training, in one or two languages. Only at its own desk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.i18n import N_, Translator
from baseldesk.journal.heads import Signer
from baseldesk.reports.blocks import Block, Chapter, Laid
from baseldesk.reports.certificate_code import Certified, pack
from baseldesk.reports.document import Document
from baseldesk.reports.escape import Said, say
from baseldesk.reports.handouts import ATTENDANCE, BADGES, BLANK_LINES, CERTIFICATES, LIST, PER_PAGE, QUESTIONS, TEST, WHAT
from baseldesk.reports.kit_badges import Badge, badge_pages
from baseldesk.reports.kit_certificate import Certificate, CertificatePage, Worded
from baseldesk.reports.kit_gather import Event, Person, gather_event
from baseldesk.reports.kit_questions import test_sheet
from baseldesk.reports.kit_sheets import Sheet, attendance_sheets, make_front, participants_list, write_days, write_place
from baseldesk.reports.kit_words import Both, both
from baseldesk.reports.printing_remarks import NO_CODE
from baseldesk.reports.request import Request
from baseldesk.reports.structure import Node

_ORDER = (ATTENDANCE, TEST, BADGES, CERTIFICATES, LIST)
_HEADED = (ATTENDANCE, TEST, LIST)
_TITLE, _TO, _FOR = N_("Certificate of participation"), N_("awarded to"), N_("for taking part in")
_SIGNING = (N_("Name, function and signature"), N_("Date and stamp"))
_NUMBER = N_("No. {number}")
_CHECK = N_("Any BaselDesk can check this code.")
_CODE = N_("QR code with name, event and date, signed")


def compose_kit(desk: Desk, request: Request, t: Translator) -> Document:
    """The sheets that the option names, or all of them.

    Raises:
        UsageError: there is no such activity, it is another centre's, or the sheets are wanted for outsiders.
    """
    event, words = gather_event(desk, request), both(t, request.second_language)
    wanted = str(request.option(WHAT))
    sheets = [name for name in _ORDER if wanted in ("all", name)]
    kit = _Kit(event, words, request, desk.signer)
    blocks = [block for name in sheets for block in kit.blocks(name)]
    front, has_head = make_front(event, words, sheets[0], ()), sheets[0] in _HEADED
    if has_head and isinstance(blocks[0], Chapter):
        front, blocks = blocks[0].front, blocks[1:]
    remarks = (NO_CODE,) if desk.signer is None and "certificates" in sheets and _has_named(event) else ()
    data = _data(event, sheets, t)
    return Document(front, tuple(blocks), event.reference, event.made_on, data, has_head=has_head, remarks=remarks)


def _has_named(event: Event) -> bool:
    """Whether there is a certificate with a name on it, which a code would stand for."""
    return any(one.certificate and one.consent and one.name for one in event.people)


def _data(event: Event, sheets: list[str], t: Translator) -> dict[str, object]:
    """What the file carries: the event and how many people, but nobody's name."""
    about = {"kind": "workshop-kit", "language": t.language, "made_on": event.made_on.isoformat(), "sheets": sheets}
    days = [day.isoformat() for day in (event.first, event.last) if day]
    return {"report": about, "activity": {"reference": event.reference, "days": days}, "participants": len(event.people)}


class _Kit:
    """Composes the sheets of one event."""

    def __init__(self, event: Event, words: Both, request: Request, signer: Signer | None) -> None:
        self._event, self._words, self._request, self._signer = event, words, request, signer
        self._t = words.first

    def blocks(self, name: str) -> Iterator[Block]:
        """The blocks of one kind of sheet."""
        match name:
            case "attendance":
                yield from self._chapters(attendance_sheets(self._event, self._words, int(self._request.option(BLANK_LINES))))
            case "test":
                yield from self._chapters([test_sheet(self._event, self._words, int(self._request.option(QUESTIONS)))])
            case "badges":
                yield Laid(partial(_lay_badges, self.badges(), int(self._request.option(PER_PAGE))))
            case "certificates":
                yield Laid(partial(_lay_certificates, self.certificates()))
            case _:
                yield from self._chapters([participants_list(self._event, self._words)])

    def _chapters(self, sheets: Any) -> Iterator[Block]:
        one: Sheet
        for one in sheets:
            yield Chapter(one.front, self._event.reference)
            yield from one.blocks

    # --- badges
    def badges(self) -> list[Badge]:
        """One for each who has agreed to be listed, and blank ones to write on: for the others, and to fill the page."""
        per_page = int(self._request.option(PER_PAGE))
        named = [self._badge(one) for one in self._event.listed]
        blank = len(self._event.people) - len(named)
        blank += -(len(named) + blank) % per_page or (0 if named or blank else per_page)
        return [*named, *([self._badge(Person(""))] * blank)]

    def _badge(self, person: Person) -> Badge:
        country = self._t.country(person.country) if person.country else ""
        titles = [text for text, _ in self._words.titles(self._event.titles, self._event.original)]
        return Badge(person.name, (person.organisation, country), titles[0] if titles else "", self._event.centre_code)

    # --- certificates
    def certificates(self) -> list[Certificate]:
        """One for each who has earned it; one to write a name on where nobody is entered yet."""
        earned = [one for one in self._event.people if one.certificate]
        return [self._certificate(one) for one in earned or [Person("")]]

    def _certificate(self, person: Person) -> Certificate:
        """Without consent the name is left open, to be written by hand, and there is no code."""
        name = person.name if person.consent else ""
        number = say(self._t, _NUMBER, number=person.certificate) if person.certificate else ""
        code = self._code(person) if name and self._signer else b""
        signing = tuple(self._words.words(one) for one in _SIGNING)
        check = Said(self._t.gettext(_CHECK))
        return Certificate(tuple(self._lines(name)), signing, number, code, Said(self._t.gettext(_CODE)), check)

    def _lines(self, name: str) -> Iterator[Worded]:
        event, words = self._event, self._words
        centres = words.titles(event.centre_name)
        yield from self._worded(centres, 12, 10, bold=True, lines=2)
        yield from self._each(_TITLE, 26, 15, before=20)
        yield from self._each(_TO, 11, 10, before=14)
        yield Worded(name, 28, bold=True, before=8, lines=2, is_name=True)
        yield from self._each(_FOR, 11, 10, before=12)
        yield from self._worded(words.titles(event.titles, event.original), 17, 12, bold=True, before=6, lines=3)
        when = [(text, t.language) for text, t in words.each(self._when_and_where)]
        yield from self._worded(when, 11, 10, before=8)

    def _when_and_where(self, t: Translator) -> str:
        return Said(" · ".join(one for one in (write_days(self._event, t), write_place(self._event, t)) if one))

    def _each(self, msgid: str, size: float, second: float, *, before: float) -> Iterator[Worded]:
        texts = [(text, t.language) for text, t in self._words.each(lambda t: t.gettext(msgid))]
        yield from self._worded(texts, size, second, before=before)

    def _worded(
        self, texts: list[tuple[str, str]], size: float, second: float, *, bold: bool = False, before: float = 0, lines: int = 1
    ) -> Iterator[Worded]:
        """A text in the first language large, in the second below it and smaller."""
        for number, (text, language) in enumerate(texts):
            if number == 0:
                yield Worded(text, size, language, bold=bold, before=before, lines=lines)
            else:
                yield Worded(text, second, language, grey=0.25, before=2, lines=lines)

    def _code(self, person: Person) -> bytes:
        event, signer = self._event, self._signer
        titles = self._words.titles(event.titles, event.original)
        first, last = (day.isoformat() if day else "" for day in (event.first, event.last))
        place = ", ".join(one for one in (event.city, event.country) if one)
        title = titles[0][0] if titles else ""
        certified = Certified(person.certificate, person.name, title, first, last, event.centre_code, place)
        return pack(certified, signer) if signer else b""


def _lay_badges(badges: list[Badge], per_page: int, t: Translator, root: Node) -> list[Any]:
    return list(badge_pages(badges, per_page, t, root))


def _lay_certificates(certificates: list[Certificate], t: Translator, root: Node) -> list[Any]:
    return [CertificatePage(one, t, root) for one in certificates]
