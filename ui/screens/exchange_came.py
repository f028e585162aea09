"""What files bring (tried out) or brought (taken in), in words: the same lines for both, so that no surprise is left."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from baseldesk.errors import BaselDeskError
from baseldesk.i18n import N_, _, current
from baseldesk.messages import sentence
from baseldesk.records.types import TYPES
from ui.screens.exchange_words import count_documents, name_organisation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from baseldesk.sync.bundle import Imported
    from baseldesk.sync.importing import TakenIn
    from baseldesk.sync.waiting import Waiting

_KIND = N_("{kind}: {what}")
_MOST_KINDS = 8
_MOST_RUNS = 12


def describe_import(found: Imported, *, rehearsed: bool) -> list[str]:
    """What files bring (rehearsed) or brought, a line for each thing worth knowing."""
    lines = [_describe_bundle(one) for one in found.bundles if _brings(one)] + _describe_kinds(found)
    lines += [describe_waiting(one) for one in found.waiting]
    if found.receipts:
        lines.append(_("An acknowledgement says what has arrived."))
    has_list = found.rosters > 0 or any(one.roster == "newer" for one in found.bundles)  # alone, or within a data file
    if has_list:
        lines.append(_("A newer list of registered computers came along."))
    records = found.records
    if records["conflict"]:
        lines.append(
            current().format_plural(
                N_("{n} record was changed on both sides and needs an answer; both versions are kept."),
                N_("{n} records were changed on both sides and need an answer; both versions are kept."),
                records["conflict"],
            )
        )
    if records["needs_person"]:
        lines.append(
            current().format_plural(
                N_("{n} change needs a person to look at it."),
                N_("{n} changes need a person to look at them."),
                records["needs_person"],
            )
        )
    is_news = any((found.changes["new"], found.receipts, has_list, found.changes["parked"], found.documents))
    if found.bundles and not is_news:
        after = N_("Everything in it was here already; nothing was changed.")
        lines.append(_(N_("Everything in it is here already.") if rehearsed else after))
    return lines


def _brings(one: TakenIn) -> bool:
    """Whether anything in it is new here; what one wrote oneself and left on the stick is not."""
    return bool(one.totals.created or one.totals.updated or one.documents)


def _describe_bundle(one: TakenIn) -> str:
    totals = one.totals
    parts = [
        current().format_plural(N_("{n} new record"), N_("{n} new records"), len(totals.created)),
        current().format_plural(N_("{n} updated"), N_("{n} updated"), len(totals.updated - totals.created)),
        count_documents(one.documents),
    ]
    return current().format(N_("From {sender}: {what}"), sender=name_organisation(one.sender), what=", ".join(parts))


def describe_refused(error: BaselDeskError) -> str:
    """Why one file was not taken in, and what to do next."""
    said = sentence(error, current())
    return f"{said.text} {said.hint}".strip()


def _describe_kinds(found: Imported) -> list[str]:
    """«Activities: 3 new, 1 updated», a line for each kind of record, those with most first."""
    created = {key for one in found.bundles for key in one.totals.created}
    updated = {key for one in found.bundles for key in one.totals.updated} - created
    new, changed = Counter(kind for kind, _id in created), Counter(kind for kind, _id in updated)
    both = (new + changed).most_common()
    lines = [current().format(_KIND, kind=_say_kind(kind), what=_count_kind(new[kind], changed[kind])) for kind, _n in both]
    return lines if len(lines) <= _MOST_KINDS else [*lines[:_MOST_KINDS], "…"]


def _say_kind(kind: str) -> str:
    return _(TYPES[kind].plural) if kind in TYPES else kind


def _count_kind(new: int, changed: int) -> str:
    parts = [current().format_plural(N_("{n} new"), N_("{n} new"), new)] if new else []
    return ", ".join([*parts, *([current().format_plural(N_("{n} updated"), N_("{n} updated"), changed)] if changed else [])])


def describe_waiting(one: Waiting) -> str:
    """«A data file from Secretariat waits for 2 more parts (missing: 3, 7)»."""
    sender = name_organisation(one.sender)
    if not one.lacking:
        return current().format(
            N_("A data file from {sender} waits: it builds on an earlier one that has not come."), sender=sender
        )
    texts = (
        N_("A data file from {sender} waits for {n} more part (missing: {missing})."),
        N_("A data file from {sender} waits for {n} more parts (missing: {missing})."),
    )
    return current().format_plural(*texts, one.lacking, sender=sender, missing=list_parts(one.missing))


def list_parts(parts: Sequence[int]) -> str:
    """«1–3, 7»: neighbours are joined."""
    runs: list[list[int]] = []
    for part in sorted(parts):
        if runs and runs[-1][-1] == part - 1:
            runs[-1].append(part)
        else:
            runs.append([part])
    said = [current().number(run[0]) + (f"–{current().number(run[-1])}" if len(run) > 1 else "") for run in runs]
    return ", ".join(said[:_MOST_RUNS]) + (" …" if len(said) > _MOST_RUNS else "")
