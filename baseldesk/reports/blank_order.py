"""Which questions a form for pen and paper asks, in the order of the screen, so that what was noted is keyed from top to bottom.

The window arranges its forms in `ui.layouts`, which the core does not know; a test compares the two. Widths are those of paper.
"""

from __future__ import annotations

from typing import NamedTuple

from baseldesk.i18n import N_

HEADCOUNT = "@headcount"  # women, men and the others beside each other, as the short form has them

# Given by BaselDesk itself, chosen only from what the desk holds, or shown and not entered.
ON_SCREEN_ONLY = frozenset({
    "reference", "other_data", "directory_partner", "certificate", "score_before", "score_after",
})  # fmt: skip


class Part(NamedTuple):
    """A part of a form: the title of the tab or group, and fields with their widths in twelfths of a line."""

    title: str
    places: tuple[tuple[str, int], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.places)


ORDER: dict[str, tuple[Part, ...]] = {
    "activity": (
        Part(N_("In short"), (
            ("stage", 12), ("title", 12), ("kind", 12), ("starts_on", 4), ("ends_on", 4), ("mode", 4),
            ("country", 3), ("city", 3), ("countries", 6), ("waste_streams", 12), ("themes", 12),
            (HEADCOUNT, 12), ("summary", 12),
        )),
        Part(N_("Details"), (
            ("need", 6), ("outputs", 6), ("objectives_text", 6), ("outcomes", 6), ("challenges", 6), ("lessons", 6),
            ("started_on", 4), ("ended_on", 4), ("asked_by", 4),
            ("officer", 4), ("publish", 2), ("not_ready", 2), ("links", 4), ("external_ids", 4), ("newsletter", 2),
            ("cancelled_why", 6), ("core_function", 8), ("kind_other", 4),
        )),
        Part(N_("Work plan"), (
            ("key_activity", 12), ("objective", 12), ("components", 12), ("work_plan", 9), ("in_plan", 3), ("instruments", 12),
            ("planned_budget", 4), ("planned_currency", 3), ("planned_sources", 5), ("y_codes", 6), ("waste_other", 6),
        )),
        Part(N_("Countries"), (("countries_present", 6), ("venue", 6), ("level", 8), ("languages", 4))),
    ),
    "partner": (
        Part(N_("Partner"), (
            ("status", 12), ("name", 12), ("acronym", 3), ("stakeholder_kind", 12), ("country", 12), ("countries_of_work", 6),
            ("website", 6), ("industry_sector", 12), ("is_association", 4), ("cooperation_since", 8),
        )),
        Part(N_("More"), (("stakeholder_other", 12), ("external_ids", 12), ("publish", 6), ("not_ready", 6))),
    ),
    "feedback": (
        Part("", (
            ("country", 4), ("given_on", 4), ("by_whom", 4), ("activity", 12), ("services", 12), ("challenges", 12), ("gaps", 12),
            ("priorities", 12), ("recommendations", 12),
        )),
    ),
    "participant": (
        Part("", (
            ("name", 0), ("sex", 0), ("organisation", 0), ("function", 0), ("country", 0), ("stakeholder_kind", 0),
            ("age_band", 0), ("email", 0), ("enforcement", 0), ("remote", 0), ("returning", 0), ("consent", 0),
        )),
    ),
}  # fmt: skip
