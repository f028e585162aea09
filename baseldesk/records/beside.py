"""What the secretariat writes of its own beside a centre's values: shown where the centre's are empty, and never in their place.

A register of this kind carries a mark, `title/en~SECRETARIAT`. A text stands for its language, a single value for its field; of
a list the centre's own counts as a whole as soon as it has any element. A record keyed in for a centre consists of such registers
until the centre confirms by writing its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from baseldesk.records.field import Field, RecordType
from baseldesk.records.types import SECRETARIAT
from baseldesk.records.values import Wire

OWN_MARK = f"~{SECRETARIAT}"


def is_beside(register: str) -> bool:
    """Whether a register is one of the secretariat's own beside the centre's."""
    return register.endswith(OWN_MARK)


def plain_register(register: str) -> str:
    """The centre's register that it stands beside; any other register as it is."""
    return register.removesuffix(OWN_MARK)


def field_of(declared: RecordType, register: str) -> Field | None:
    """The declared field that a register belongs to, the secretariat's beside it too."""
    return declared.by_name.get(plain_register(register).partition("/")[0])


def fill(declared: RecordType, values: Mapping[str, Wire]) -> dict[str, Wire]:
    """{the centre's register: what the secretariat wrote beside it}, of those that are shown."""
    offered = {plain_register(register): wire for register, wire in values.items() if is_beside(register) and wire is not None}
    if not offered:
        return {}
    own = {register.partition("/")[0] for register in values if not is_beside(register)}
    return {register: wire for register, wire in offered.items() if _is_empty(declared, register, values, own)}


def _is_empty(declared: RecordType, register: str, values: Mapping[str, Wire], own: set[str]) -> bool:
    one = field_of(declared, register)
    return one is not None and (one.name not in own if one.is_set else values.get(register) is None)


def is_unconfirmed(values: Mapping[str, Wire]) -> bool:
    """Whether a record holds nothing yet but what the secretariat keyed in."""
    return bool(values) and all(is_beside(register) for register in values)
