"""What holds for one call of the command line: which desk, which language, for a person or for a script."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.i18n import Translator, current, system_language, use

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk


@dataclass
class Session:
    """The global options, wherever on the line they stood.

    Attributes:
        desk: the folder asked for; None: the person's own.
        language: one of the six; None: the system's.
        passphrase_file: holds the passphrase of the keys.
        json: machine-readable output.
        quiet: no progress, and nothing but results.
    """

    desk: Path | None = None
    language: str | None = None
    passphrase_file: Path | None = None
    json: bool = False
    quiet: bool = False

    @property
    def folder(self) -> Path:
        """The folder of the desk."""
        return self.desk or data_folder() / "desk"

    @property
    def t(self) -> Translator:
        """The translator for what this call says."""
        if self.language is None:
            self.language = system_language()
        return current() if current().language == self.language else use(self.language)

    def open_desk(self) -> Desk:
        """Opens the desk with its key.

        Raises:
            DeskError: it is missing, open elsewhere, damaged or newer.
        """
        from baseldesk.sync.opening import open_desk

        _ = self.t  # titles of search hits come in the language in use
        self.answer_for_keys()
        return open_desk(self.folder)

    def answer_for_keys(self) -> None:
        """Whenever a key behind a passphrase is needed, this call is asked for it."""
        from baseldesk.cli.asking import ask_passphrase
        from baseldesk.sync.key_store_passphrase import ask_with

        ask_with(lambda: ask_passphrase(self))


def data_folder() -> Path:
    """Where the platform keeps what a program records for a person."""
    from platformdirs import user_data_path

    return user_data_path("baseldesk", appauthor=False)
