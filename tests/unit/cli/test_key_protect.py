"""Records encrypted on the disk, by the commands alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.test_keys import WORDS, forget, fresh, locked, words

__all__ = ["fresh", "locked", "words"]  # fixtures


@pytest.fixture
def protected(run, locked, words) -> Path:
    """A desk with one activity and a printed key, encrypted."""
    given = ("--desk", locked, "--passphrase-file", words, "--json")
    assert run(*given, "record", "new", "activity", "title.en=Quoxaville").code == 0
    assert run(*given, "key", "recovery", locked.parent / "page.pdf").code == 0
    done = run(*given, "key", "protect")
    assert (done.code, done.json["protected"], done.json["documents_left"]) == (0, True, 0)
    assert done.json["recovery_key_opens"]
    forget()
    return locked


def test_every_command_works_on_it_with_the_passphrase_and_none_without(run, protected, words, tmp_path):
    given = ("--desk", protected, "--passphrase-file", words)
    refused = run("--desk", protected, "search", "Quoxaville", "--json")
    assert (refused.code, refused.error) == (4, "key.locked")
    (tmp_path / "wrong").write_text("another passphrase", encoding="utf-8")
    refused = run("--desk", protected, "--passphrase-file", tmp_path / "wrong", "search", "Quoxaville", "--json")
    assert refused.error == "key.passphrase_wrong"
    assert "Quoxaville" in run(*given, "search", "Quoxaville").out
    assert run(*given, "check").code == 0
    assert run(*given, "check", "--repair").code == 0
    assert "encrypted" in run(*given, "key", "show").out
    assert run(*given, "key", "store", "file", "--json").error == "protection.needs_store"
    done = run(*given, "key", "unprotect")
    assert done.code == 0
    forget()
    assert "Quoxaville" in run("--desk", protected, "search", "Quoxaville").out


def test_another_passphrase_opens_it_from_then_on(run, protected, words, tmp_path):
    (tmp_path / "next").write_text("another seven boats", encoding="utf-8")
    moved = run(
        "--desk", protected, "--passphrase-file", words, "key", "store", "passphrase", "--new-passphrase-file", tmp_path / "next"
    )
    assert moved.code == 0
    forget()
    assert run("--desk", protected, "--passphrase-file", words, "digest", "--json").error == "key.passphrase_wrong"
    assert run("--desk", protected, "--passphrase-file", tmp_path / "next", "digest", "--json").code == 0


def test_the_printed_page_opens_it_when_the_passphrase_is_lost(run, protected, words, tmp_path):
    (tmp_path / "next").write_text("another seven boats", encoding="utf-8")
    given = ("key", "reopen", "--identity", tmp_path / "page.pdf", "--new-passphrase-file", tmp_path / "next", "--json")
    opened = run("--desk", protected, *given)
    assert opened.code == 0, opened.out
    forget()
    found = run("--desk", protected, "--passphrase-file", tmp_path / "next", "search", "Quoxaville")
    assert "Quoxaville" in found.out


def test_keys_in_files_are_refused(run, tmp_path):
    run("init", "--desk", tmp_path / "d", "--centre", "BCRC-SEN")
    refused = run("--desk", tmp_path / "d", "key", "protect", "--json")
    assert (refused.code, refused.error) == (4, "protection.needs_store")
    assert WORDS not in refused.out
