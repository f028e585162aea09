"""Questions to a person at a terminal. Where nobody sits at one, nothing is asked and nothing waits."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from baseldesk.cli.passphrase import given_passphrase, read_passphrase
from baseldesk.cli.session import Session
from baseldesk.errors import BundleRefused, Cancelled, UsageError
from baseldesk.i18n import N_


def compare_words(session: Session, words: str, expected: str | None) -> None:
    """Has the six words compared that were read out over the phone: by a person at a terminal, or against those given.

    Raises:
        BundleRefused: they are not those given.
        Cancelled: the person says that they differ.
    """
    if expected is not None:
        if expected.lower().split() != words.split():
            raise BundleRefused("cli.words_differ", words=words)
        return
    if not session.json and sys.stdin.isatty():
        print(session.t.format(N_("The six words: {words}"), words=words), file=sys.stderr)
        if not click.confirm(session.t.gettext(N_("Did the other side read out the same words?")), err=True):
            raise Cancelled


def ask_passphrase(session: Session) -> str | None:
    """The passphrase that opens the keys: as given, or typed at a terminal; None where nobody is there to be asked."""
    given = given_passphrase(session.passphrase_file)
    if given is not None or session.json or not sys.stdin.isatty():
        return given
    asked: str = click.prompt(session.t.gettext(N_("Passphrase of the keys")), hide_input=True, err=True)
    return asked


def ask_new_passphrase(session: Session, file: Path | None, option: str, command: str) -> str:
    """A passphrase to be: from its file, as given, or typed twice at a terminal.

    Args:
        file: what `option` named.
        option: is named where there is no other way to get one.

    Raises:
        UsageError: nobody gave one.
    """
    if file is not None:
        return read_passphrase(file)
    if not session.json and sys.stdin.isatty():
        text, again = (session.t.gettext(one) for one in (N_("New passphrase"), N_("Once more")))
        asked: str = click.prompt(text, hide_input=True, confirmation_prompt=again, err=True)
        return asked
    raise UsageError("cli.option_missing", option=option, command=command)
