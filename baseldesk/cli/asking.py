"""Questions to a person at a terminal. Where nobody sits at one, nothing is asked and nothing waits."""

from __future__ import annotations

import sys

import click

from baseldesk.cli.session import Session
from baseldesk.errors import BundleRefused, Cancelled
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
