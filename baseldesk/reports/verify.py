"""Whether a printed page is genuine: its code against the register of computers, the file that it stands in, and the record here.

Nothing is asked of a network. What the symbols hold is read by whoever has the picture; who may sign is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from baseldesk.desk.desk import Desk
from baseldesk.reports import certificate_code, page_code
from baseldesk.reports.certificate import find_certificate
from baseldesk.reports.certificate_code import Certified
from baseldesk.reports.page_code import PageCode
from baseldesk.reports.printed_file import PrintedFile
from baseldesk.reports.record_state import state_of


class Verdict(StrEnum):
    """What is to be thought of a page, the worst last."""

    GENUINE = "genuine"
    OUTDATED = "outdated"
    UNKNOWN_SIGNER = "unknown_signer"
    ALTERED = "altered"


class Why(StrEnum):
    """What the verdict rests on."""

    CURRENT = "current"  # the record here is as it was printed
    NEWER_HERE = "newer_here"  # it has changed since
    OLDER_HERE = "older_here"  # what was printed has not arrived here yet
    NOT_HERE = "not_here"  # there is no such record here, or not any more
    NOT_REGISTERED = "not_registered"
    WITHDRAWN = "withdrawn"
    SIGNATURE = "signature"
    DATA = "data"
    DRAWING = "drawing"


class Signer(Protocol):
    """A computer that may sign."""

    @property
    def organisation(self) -> str:
        """Whose it is."""

    @property
    def computer(self) -> str:
        """What it is called."""

    @property
    def is_withdrawn(self) -> bool:
        """Whether its key may be in wrong hands."""

    def is_signed(self, signature: bytes, message: bytes) -> bool:
        """Whether it signed this message."""


FindSigner = Callable[[bytes], Signer | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one code.

    Attributes:
        organisation, computer: who signed; "" where that is not known.
        page, pages: of a page of a report; 0 of a certificate.
        record: what the page is about.
        title, reference: of that record as it is here, to be compared with the paper.
        in_file: the whole file was compared, not a picture of a page.
        certified: what a certificate says.
    """

    verdict: Verdict
    why: Why
    organisation: str = ""
    computer: str = ""
    page: int = 0
    pages: int = 0
    record: bytes = b""
    title: str = ""
    reference: str = ""
    in_file: bool = False
    certified: Certified | None = None


_ORDER = list(Verdict)


def worst(findings: Iterable[Finding]) -> Verdict:
    """The verdict on a file with several codes."""
    return max((one.verdict for one in findings), key=_ORDER.index)


def is_ours(symbol: bytes) -> bool:
    """Whether a symbol is a code that can be verified."""
    return page_code.is_page_code(symbol) or certificate_code.is_certificate(symbol)


def verify_symbols(
    desk: Desk, symbols: Sequence[bytes], find: FindSigner, file: PrintedFile | None, language: str
) -> list[Finding]:
    """What is to be thought of each code, pages in order; of a file's pages about one record only the worst.

    Args:
        file: the file itself where there is one that was printed by BaselDesk, None for a picture.
        language: of the reader, for titles.
    """
    checking = _Checking(desk, find, file, language)
    found = [one for symbol in dict.fromkeys(symbols) if (one := checking.check(symbol))]
    return list(_joined(sorted(found, key=lambda one: (one.page, one.record))))


def _joined(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Pages about one record on which the verdict is the same are one finding."""
    told: set[tuple[object, ...]] = set()
    for one in findings:
        about = (one.verdict, one.why, one.record, one.organisation, one.computer, one.pages, one.certified)
        if about not in told:
            told.add(about)
            yield one


class _Checking:
    """Checks codes against one desk."""

    def __init__(self, desk: Desk, find: FindSigner, file: PrintedFile | None, language: str) -> None:
        self._desk, self._find, self._file, self._language = desk, find, file, language
        self._states: dict[bytes, page_code.Subject | None] = {}

    def check(self, symbol: bytes) -> Finding | None:
        """The finding on one symbol; None for one that is no code of ours, whatever it begins with."""
        code = page_code.unpack(symbol)
        if code:
            return self._check_page(code)
        certificate = certificate_code.unpack(symbol)
        return self._check_certificate(certificate) if certificate else None

    def _check_page(self, code: PageCode) -> Finding:
        refused = self._refuse(code.key_id, code.signature, code.message)
        record, name = self._desk.record("activity", code.subject.record), ("", "")
        if record and not refused:
            titles = record.values.get("title") or {}
            name = str(titles.get(self._language) or next(iter(titles.values()), "")), str(record.values.get("reference") or "")
        verdict, why = refused or self._compare_file(code) or self._compare_record(code)
        signer = self._find(code.key_id)
        return Finding(
            verdict, why, *((signer.organisation, signer.computer) if signer else ("", "")), code.page, code.pages,
            code.subject.record, *name, self._file is not None,
        )  # fmt: skip

    def _check_certificate(self, code: certificate_code.SignedCode) -> Finding:
        signer, refused = self._find(code.key_id), self._refuse(code.key_id, code.signature, code.message)
        certified = None if refused and refused[0] is Verdict.ALTERED else code.certified
        is_own = code.certified.centre == self._desk.owner
        held = find_certificate(self._desk, code.certified.number) if is_own and not refused else None
        verdict, why = refused or (Verdict.GENUINE, Why.CURRENT if held else Why.NOT_HERE)
        who = (signer.organisation, signer.computer) if signer else ("", "")
        return Finding(verdict, why, *who, certified=certified)

    def _refuse(self, key_id: bytes, signature: bytes, message: bytes) -> tuple[Verdict, Why] | None:
        signer = self._find(key_id)
        if signer is None:
            return Verdict.UNKNOWN_SIGNER, Why.NOT_REGISTERED
        if not signer.is_signed(signature, message):
            return Verdict.ALTERED, Why.SIGNATURE
        return (Verdict.UNKNOWN_SIGNER, Why.WITHDRAWN) if signer.is_withdrawn else None

    def _compare_file(self, code: PageCode) -> tuple[Verdict, Why] | None:
        if self._file is None:
            return None
        if page_code.hash_data(self._file.data) != code.data:
            return Verdict.ALTERED, Why.DATA
        return (Verdict.ALTERED, Why.DRAWING) if self._file.drawn != code.drawn else None

    def _compare_record(self, code: PageCode) -> tuple[Verdict, Why]:
        identity = code.subject.record
        if identity not in self._states:
            self._states[identity] = state_of(self._desk, "activity", identity)
        here = self._states[identity]
        if here is None:
            return self._tell_missing(identity)
        if here.state == code.subject.state:
            return Verdict.GENUINE, Why.CURRENT
        is_newer = here.as_of > code.subject.as_of
        return (Verdict.OUTDATED, Why.NEWER_HERE) if is_newer else (Verdict.GENUINE, Why.OLDER_HERE)

    def _tell_missing(self, identity: bytes) -> tuple[Verdict, Why]:
        """A record that was deleted has changed since; one that never came says nothing."""
        deleted = self._desk.record("activity", identity)
        return (Verdict.OUTDATED if deleted else Verdict.GENUINE), Why.NOT_HERE
