"""A passphrase that costs no time: where a test is about what happens round it. One test pays for the real ones."""

from __future__ import annotations

import pytest

from baseldesk.sync import passphrase_file

NO_WORK = 1


def use_quick_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sealed from now on is opened at once."""
    monkeypatch.setattr(passphrase_file, "WORK", NO_WORK)
