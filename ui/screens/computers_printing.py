"""A key is printed on a page, then made known; everything here runs outside the GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.i18n import translator

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.issuing import Issued
    from baseldesk.sync.keys import DeviceKey
    from baseldesk.sync.recovery import PrintedKey


def print_key(desk: Desk, purpose: str, language: str, path: Path) -> tuple[PrintedKey, Path]:
    """Makes a key and writes its page, for nobody but the owner of the file to read. Nothing knows of it yet.

    Raises:
        BundleRefused: an escrow key is the secretariat’s to make.
        MediumError: the page cannot be written, or there is a file of that name: it might be a page in use.
    """
    from baseldesk.errors import MediumError
    from baseldesk.reports.recovery_page import print_recovery_page
    from baseldesk.sync.key_store_file import write_private
    from baseldesk.sync.medium import medium_error
    from baseldesk.sync.recovery import make_key
    from baseldesk.sync.recovery_page import tell_page

    if path.exists():
        raise MediumError("medium.name_clash", file=path.name, folder=str(path.parent))
    made, t = make_key(desk, purpose), translator(language)
    try:
        print_recovery_page(tell_page(made, t), t, path, write=write_private)
    except OSError as reason:
        raise medium_error(reason, path) from reason
    return made, path


def make_known(desk: Desk, made: PrintedKey, page: Path, *, alone: bool, delete: bool, keys: list[DeviceKey]) -> Issued | None:
    """Brings the key towards the list, now that its page is safe; destroys the file where that is wanted.

    Raises:
        BundleRefused: the list cannot be signed here.
    """
    from baseldesk.sync.medium import overwrite
    from baseldesk.sync.recovery import register_key

    issued = register_key(desk, made, alone=alone, keys=keys)
    if delete:
        overwrite(page)
        page.unlink(missing_ok=True)
    return issued
