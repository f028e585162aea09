"""What an activity can begin from: values that its like usually has. A person sees and changes each of them before saving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from baseldesk.i18n import N_, _


class Template(NamedTuple):
    """A beginning: its name, and the values that the empty form then shows."""

    name: str
    label: str
    values: Mapping[str, object]


TEMPLATES = (
    Template("workshop", N_("Workshop"), {"kind": "AK-TRAIN", "core_function": "CF-TRAIN", "mode": "in_person"}),
    Template("meeting", N_("Meeting"), {"kind": "AK-EXCH", "core_function": "CF-INFO", "mode": "in_person"}),
    Template("campaign", N_("Awareness campaign"), {"kind": "AK-AWARE", "core_function": "CF-AWARE"}),
    Template("study_tour", N_("Study tour"), {"kind": "AK-EXCH", "core_function": "CF-TRAIN", "mode": "in_person"}),
    Template("pilot", N_("Pilot project"), {"kind": "AK-PILOT", "core_function": "CF-TECH"}),
    Template("guideline", N_("Guideline"), {"kind": "AK-METHOD", "core_function": "CF-CONS"}),
    Template("advice", N_("Advice to a Party"), {"kind": "AK-INFO", "core_function": "CF-CONS", "level": "national"}),
)


def names() -> dict[str, str]:
    """{name: label in the language in use}."""
    return {one.name: _(one.label) for one in TEMPLATES}


def values_of(name: str) -> dict[str, object]:
    """What the form of this template begins with."""
    return dict(next(one for one in TEMPLATES if one.name == name).values)
