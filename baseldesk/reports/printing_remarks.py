"""What whoever prints a report is told beside its pages: by code, in words at the edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from baseldesk.i18n import N_, Translator

NO_CODE = "printed.no_code"
_WORDS = {NO_CODE: N_("What is printed carries no code to check it by, since the key of this computer cannot be reached.")}


def tell_remarks(codes: Iterable[str], t: Translator) -> Iterator[str]:
    """A sentence for each."""
    yield from (t.gettext(_WORDS[one]) for one in codes)
