"""Back into an encrypted desk whose passphrase or keyring is lost: by the printed recovery key, and on under a new key."""

from __future__ import annotations

import io
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.desk.desk import Desk
from baseldesk.errors import DeskError
from baseldesk.sync.key_store import AT_REST, FILE, PASSPHRASE
from baseldesk.sync.protection import FOR_PAGE

if TYPE_CHECKING:
    from baseldesk.sync.recovery import KeyPage


def open_with_page(folder: Path, page: KeyPage) -> bytes:
    """The secret, by the printed recovery key.

    Raises:
        DeskError: the desk is not encrypted, or no page opens it.
        BundleRefused: this page does not.
    """
    from baseldesk.sync.sealing import unseal

    place = folder / "keys" / FOR_PAGE
    if not place.exists():
        raise DeskError("protection.no_page")
    with unseal(io.BytesIO(place.read_bytes()), [page.identity], io.BytesIO, name=FOR_PAGE) as plain:
        return plain.read()


def reopen(folder: Path, page: KeyPage, *, keys: str = PASSPHRASE, passphrase: str = "") -> Desk:
    """Opens an encrypted desk whose passphrase or keyring is lost, by the printed recovery key; gives it open.

    The keys that nobody can reach are set aside, and the desk goes on under a new one: register it again.

    Raises:
        DeskError, BundleRefused: see `open_with_page`; or the new keys cannot be kept like that.
    """
    from baseldesk.sync.key_store import choose_kind, prepare_store
    from baseldesk.sync.key_store_file import write_private
    from baseldesk.sync.opening import open_desk
    from baseldesk.sync.rotation import replace_lost_key

    secret = open_with_page(folder, page)
    if choose_kind(keys) == FILE:
        raise DeskError("protection.needs_store")
    kept, mark = folder / "keys", secrets.token_hex(4)
    aside, fresh = folder / f"keys.lost-{mark}", folder / f"keys.new-{mark}"
    write_private(fresh / FOR_PAGE, (kept / FOR_PAGE).read_bytes())  # first: whatever stops it, the page opens them still
    kept.rename(aside)
    try:
        fresh.rename(kept)
        prepare_store(folder, keys, passphrase).store.write({AT_REST: secret.hex().encode("ascii")})
        desk = open_desk(folder)
    except BaseException:
        import shutil

        shutil.rmtree(kept, ignore_errors=True)
        aside.rename(kept)
        raise
    try:
        replace_lost_key(desk)
    except BaseException:
        desk.close()
        raise
    return desk
