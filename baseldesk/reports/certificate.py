"""Numbers of certificates: made from the activity and the participant, so that the issuing desk finds them again.

A number that somebody has typed stands. Otherwise it is the reference of the activity and six signs that follow from the
participant's record: nothing needs to be saved when a certificate is printed, and printing it again gives the same number.
"""

from __future__ import annotations

import hashlib

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Row

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U, which are misread
_COUNT = 6
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})


def certificate_number(reference: str, participant: bytes, typed: str = "") -> str:
    """The number of a participant's certificate."""
    return typed or f"{reference}-{_signs_of(participant)}".lstrip("-")


def find_certificate(desk: Desk, number: str) -> Row | None:
    """The participant whose certificate has this number; None where this desk has issued none such."""
    wanted = number.strip()
    typed = desk.find("participant", certificate=wanted) if wanted else []
    if typed:
        return typed[0]
    reference, _, signs = wanted.upper().rpartition("-")
    signs = signs.translate(_READ_AS)
    found = [one for one in _people_of(desk, reference) if not one.values.get("certificate") and _signs_of(one.id) == signs]
    return found[0] if found else None


def _people_of(desk: Desk, reference: str) -> list[Row]:
    """Those who took part in the activity of this reference; all of them where it has none."""
    if not reference:
        return desk.find("participant")
    return [person for one in desk.find("activity", reference=reference) for person in desk.find("participant", activity=one.id)]


def _signs_of(participant: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(b"baseldesk/certificate-number/1\0" + participant).digest()[:4], "big")
    return "".join(_SIGNS[number >> 5 * place & 31] for place in reversed(range(_COUNT)))
