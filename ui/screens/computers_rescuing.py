"""What happens when a printed key opens files: outside the GUI thread, told to the guide step by step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from baseldesk.desk.desk import Desk
    from baseldesk.sync.bundle import Imported
    from baseldesk.sync.recovery import KeyPage


PICTURES = N_("Page with a key (*.pdf *.png *.jpg *.jpeg *.webp *.txt)")


def read_page(path: Path | None, typed: str) -> KeyPage:
    """The key of a page, or one that was typed.

    Raises:
        FileRefused: a picture that cannot be read.
        BundleRefused: there is no key in it.
        MediumError: the file cannot be read.
    """
    from baseldesk.errors import MediumError
    from baseldesk.sync import recovery
    from baseldesk.sync.rescue import load_page

    if path is None:
        return recovery.read_page(typed)
    try:
        return load_page(path)
    except OSError as reason:
        raise MediumError("medium.unreadable", file=path.name, reason=reason.strerror or "") from reason


def words_to_compare(desk: Desk, page: KeyPage, folder: Path) -> str:
    """The six words that a person has to compare; "" where the page says them or the desk knows its secretariat.

    Raises:
        BundleRefused: no file there tells of a secretariat.
    """
    from baseldesk.sync.enrolment import deployment_words
    from baseldesk.sync.membership import read_membership
    from baseldesk.sync.rescue import find_place
    from baseldesk.sync.searching import find_files

    if page.words or read_membership(desk) is not None:
        return ""
    place = find_place(find_files([folder]))
    return deployment_words(place.deployment, place.roots)


def open_with(
    desk: Desk, page: KeyPage, folder: Path, words: str, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> tuple[Imported, bool]:
    """Takes in what the page opens; and whether this computer is registered.

    Raises:
        BaselDeskError: see `rescue`.
    """
    from baseldesk.sync.membership import read_membership
    from baseldesk.sync.rescue import rescue

    done = rescue(desk, [folder], page, compare=_believe_nobody, words=words, progress=progress, cancelled=cancelled)
    place = read_membership(desk)
    return done, place is not None and place.roster.device(desk.device) is not None


def _believe_nobody(_words: str) -> None:
    """The words were compared before, or there is nothing to go by."""
    from baseldesk.errors import Cancelled

    raise Cancelled
