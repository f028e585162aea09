"""Writing what a person wished for, in the background: the data file on a stick, or its parts ready for the mail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QStandardPaths

from ui.screens.exchange_wish import MAIL, Wish

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.correspondents import Correspondent
    from baseldesk.sync.exporting import Exported

_MAIL_FOLDER = "BaselDesk e-mail"


class Mailing(NamedTuple):
    """What is to be mailed: the bundle, its files on this computer in order, and the parts that a person already sent."""

    to: str
    bundle: bytes
    files: tuple[Path, ...]
    sent: frozenset[int] = frozenset()


def mail_folder() -> Path:
    """Where the files lie that are to be attached to mails: a folder of its own among the person's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(documents or Path.home()) / _MAIL_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def as_addressee(desk: Desk, organisation: str) -> str:
    """An organisation as the core wants it named: the own one means its other computers."""
    return "centre" if organisation == desk.owner else organisation


def write(
    desk: Desk,
    wish: Wish,
    folder: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Writes the bundle to a medium; what is for the mail is only prepared by it, and not called sent.

    Raises:
        BaselDeskError: see `export_bundle` and `prepare_mails`.
    """
    from baseldesk.sync.bundle import export_bundle
    from baseldesk.sync.mailing import prepare_mails

    is_mail = wish.way == MAIL
    done = export_bundle(
        desk, as_addressee(desk, wish.to), folder, everything=wish.everything, smallest=wish.smallest, documents=wish.documents,
        max_part=wish.part_bytes if is_mail else None, recovery=wish.spare if is_mail else 0,
        progress=progress, cancelled=cancelled,
    )  # fmt: skip
    if is_mail:
        prepare_mails(desk, bytes.fromhex(done.bundle), [path for path, _size in done.files])
    return done


def read_prepared(desk: Desk) -> list[Mailing]:
    """Mails that lie ready and were not sent, as far as the last bundle for each organisation goes."""
    from baseldesk.sync.mailing import read_mailings
    from baseldesk.sync.outbox import list_kept

    with desk.read() as reader:
        held = read_mailings(reader)
    out = []
    for kept in list_kept(desk):
        mailed = held.get(kept.about.bundle)
        if mailed is not None and not mailed.is_sent:
            files = tuple(Path(mailed.folder) / one.name for one in kept.about.files)
            out.append(Mailing(kept.about.to, kept.about.bundle, files, mailed.sent))
    return out


def begin_mailing(desk: Desk, mailing: Mailing) -> tuple[Mailing, Correspondent]:
    """Makes sure that the files still lie there, writing again those that do not, and looks up the address.

    Raises:
        BaselDeskError: they cannot be written again.
    """
    from baseldesk.sync.bundle import write_again
    from baseldesk.sync.correspondents import read_correspondent

    gone = [part for part, file in enumerate(mailing.files, start=1) if not file.is_file()]
    if gone:
        folder = mailing.files[0].parent
        folder.mkdir(parents=True, exist_ok=True)
        write_again(desk, as_addressee(desk, mailing.to), folder, gone)
    return mailing, read_correspondent(desk, mailing.to)
