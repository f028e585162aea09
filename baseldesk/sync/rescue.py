"""When every computer that could open a file is gone: a new one, the last sticks, and a printed page.

A new desk belongs to no deployment yet and so believes nobody. The bundles on one's own sticks carry the roster, and the page
carries the words of the deployment; where they agree, the desk takes its place under that roster and takes the bundles in. It
is not registered by that: others believe it once the secretariat has accepted its request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused, Refused
from baseldesk.sync.container import IsCancelled, Opened, Progress, open_container
from baseldesk.sync.enrolment import deployment_words
from baseldesk.sync.framing import Kind
from baseldesk.sync.imported import Imported
from baseldesk.sync.joining import take_membership
from baseldesk.sync.membership import Membership, read_membership
from baseldesk.sync.receiving import import_bundle
from baseldesk.sync.recovery import KeyPage, read_page
from baseldesk.sync.roster import verify_roster
from baseldesk.sync.searching import find_files

MOST_PAGE = 1 << 20


def load_page(path: Path) -> KeyPage:
    """What a page says: a text that was kept or typed, or the page itself as PDF, scan or photograph.

    Raises:
        FileRefused: a picture that cannot be read.
        BundleRefused: there is no key in it.
    """
    from baseldesk.sync.code_reading import is_picture, read_symbols

    if is_picture(path):
        text = "\n".join(one.decode("utf-8", "replace") for one in read_symbols([path], any))
    else:
        with path.open("rb") as file:
            text = file.read(MOST_PAGE).decode("utf-8", "replace")
    return read_page(text)


def rescue(
    desk: Desk,
    paths: Iterable[Path],
    page: KeyPage,
    *,
    compare: Callable[[str], None],
    words: str = "",
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Imported:
    """Takes in what a printed key opens; a desk that belongs nowhere yet takes the place that the files and the page name.

    Args:
        page: the key, and the words of its deployment where they were copied.
        compare: has a person compare the six words where neither page nor `words` says them.
        words: the words as the secretariat reads them out, instead of the page's.

    Raises:
        BundleRefused: no file tells of a deployment, or of another than the page's.
        Cancelled: a person stopped it, or says that the words differ.
    """
    files = find_files(paths)
    if read_membership(desk) is None:
        place = find_place(files)
        _compare(place, " ".join((words or page.words).lower().split()), compare)
        with desk.write() as writer:
            take_membership(desk, writer, place)
    return import_bundle(desk, files, identities=[page.identity], withdrawn=True, progress=progress, cancelled=cancelled)


def find_place(files: Iterable[Path]) -> Membership:
    """The deployment of the newest roster that rides in these files, by its own root keys; nobody has vouched for them yet.

    Raises:
        BundleRefused: there is none.
    """
    found = [place for path in files if (place := _place_in(path)) is not None]
    if not found:
        raise BundleRefused("recovery.no_roster")
    return max(found, key=lambda one: one.roster.number)


def _place_in(path: Path) -> Membership | None:
    try:
        with open_container(path, find_key=lambda signer, raw: verify_roster(raw, None).public_key_of(signer)) as opened:
            return _place_of(opened)
    except Refused:
        return None  # that is told of each file when it is taken in


def _place_of(opened: Opened) -> Membership | None:
    if opened.kind not in (Kind.BUNDLE, Kind.ROSTER) or not opened.roster:
        return None
    roster = verify_roster(opened.roster, None, deployment=opened.deployment)
    return Membership(opened.deployment, roster.roots, roster)


def _compare(place: Membership, expected: str, compare: Callable[[str], None]) -> None:
    said = deployment_words(place.deployment, place.roots)
    if not expected:
        compare(said)
    elif expected != said:
        raise BundleRefused("recovery.other_words", words=said, expected=expected)
