"""Keys by the commands alone: where they lie, the passphrase, printed pages, and a new laptop made from a page and a stick."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from baseldesk.sync import key_store_passphrase
from tests.quick_scrypt import use_quick_scrypt

WORDS = "five small boats at dawn"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No passphrase given, none remembered, and none that costs time."""
    monkeypatch.delenv("BASELDESK_PASSPHRASE", raising=False)
    use_quick_scrypt(monkeypatch)
    yield
    key_store_passphrase.ask_with(key_store_passphrase.nobody)
    forget()


def forget() -> None:
    """As at the start of another call of the program."""
    key_store_passphrase._opened.clear()


@pytest.fixture
def words(tmp_path) -> Path:
    """A file with the passphrase."""
    path = tmp_path / "words"
    path.write_text(f"{WORDS}\n", encoding="utf-8")
    return path


@pytest.fixture
def locked(run, tmp_path, words) -> Path:
    """A centre's desk with its keys behind the passphrase."""
    folder = tmp_path / "locked"
    made = run("init", "--desk", folder, "--centre", "BCRC-SEN", "--keys", "passphrase", "--passphrase-file", words, "--json")
    assert (made.code, made.json["keys"]) == (0, "passphrase")
    forget()
    return folder


def test_without_a_keyring_the_keys_lie_in_files_and_that_is_said_once(run, tmp_path):
    made = run("init", "--desk", tmp_path / "d", "--centre", "BCRC-SEN")
    assert "baseldesk key store passphrase" in made.out
    assert "baseldesk key store passphrase" not in run("--desk", tmp_path / "d", "key", "show").out
    assert run("init", "--desk", tmp_path / "e", "--centre", "BCRC-SEN", "--keys", "keyring", "--json").error == "key.no_keyring"
    assert not (tmp_path / "e").exists()


def test_a_passphrase_that_nobody_gives_is_asked_for_by_name_and_none_is_waited_for(run, tmp_path):
    refused = run("init", "--desk", tmp_path / "d", "--centre", "BCRC-SEN", "--keys", "passphrase", "--json")
    assert (refused.code, refused.error) == (2, "cli.option_missing")
    assert not (tmp_path / "d").exists()


def test_a_locked_desk_saves_and_shows_and_only_what_needs_the_key_asks(run, locked, words, tmp_path, monkeypatch):
    def there(*arguments):
        forget()
        return run("--desk", locked, *arguments, "--json")

    assert there("record", "new", "activity", "title.fr=Atelier").code == 0
    assert there("record", "list", "activity").code == 0
    assert there("key", "show").json["open"] is False
    refused = there("enrol", "request", tmp_path / "request")
    assert (refused.code, refused.error) == (4, "key.locked")
    assert there("enrol", "request", tmp_path / "request", "--passphrase-file", words).code == 0
    monkeypatch.setenv("BASELDESK_PASSPHRASE", "another")
    wrong = there("enrol", "request", tmp_path / "request")
    assert (wrong.code, wrong.error) == (4, "key.passphrase_wrong")
    monkeypatch.setenv("BASELDESK_PASSPHRASE", WORDS)
    assert there("enrol", "request", tmp_path / "request").code == 0
    assert (
        there("enrol", "request", tmp_path / "request", "--passphrase-file", tmp_path / "nowhere").error == "cli.file_unreadable"
    )


def test_keys_move_and_the_passphrase_is_changed(run, locked, words, tmp_path):
    other = tmp_path / "other"
    other.write_text("four large ships by night", encoding="utf-8")

    def move(*arguments):
        forget()
        return run("--desk", locked, "key", "store", *arguments, "--json")

    assert move("passphrase", "--passphrase-file", words).error == "cli.option_missing"
    assert move("passphrase", "--passphrase-file", words, "--new-passphrase-file", other).json["keys"] == "passphrase"
    assert move("file", "--passphrase-file", words).error == "key.passphrase_wrong"
    assert move("file", "--passphrase-file", other).json["keys"] == "file"
    assert move("passphrase", "--passphrase-file", words).json["keys"] == "passphrase"
    assert move("keyring", "--passphrase-file", words).error == "key.no_keyring"
    assert sorted(path.name for path in (locked / "keys").iterdir()) == ["how.json", "secrets.age"]


# Printed pages ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def there(run, tmp_path):
    """Calls a command on the secretariat's desk, with JSON."""
    folder = tmp_path / "geneva"
    assert run("init", "--desk", folder, "--secretariat").code == 0
    return lambda *arguments: run("--desk", folder, *arguments, "--json")


@pytest.fixture
def enrol(run, there, tmp_path):
    """Registers a desk, or renews its entry."""

    def register(folder: Path) -> None:
        for step in (("request", tmp_path / "request"), None, ("install", tmp_path / "reply")):
            if step is None:
                assert there("enrol", "accept", tmp_path / "request", "--out", tmp_path / "reply").code == 0
            else:
                assert run("--desk", folder, "enrol", *step, "--json").code == 0

    return register


def secret_of(page: Path) -> str:
    """The secret on a page of text."""
    return next(line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("AGE-SECRET-KEY-"))


def test_a_laptop_dies_and_a_new_one_is_made_from_the_stick_and_the_page(run, at, there, enrol, tmp_path):
    desk, stick, page = tmp_path / "sen", tmp_path / "stick", tmp_path / "page.txt"
    stick.mkdir()
    enrol(desk)
    said = at("key", "recovery", page)
    assert (said.code, said.json["in_roster"]) == (0, False)
    assert len(at("key", "show").json["waiting"]) == 1
    assert at("enrol", "request", tmp_path / "again").code == 0
    assert run("enrol", "show", tmp_path / "again", "--json").json["recovery"] == [said.json["recipient"]]
    enrol(desk)
    listed = [{"centre": "BCRC-SEN", "purpose": "recovery", "key": said.json["recipient"]}]
    assert at("roster", "show").json["printed"] == listed
    assert said.json["recipient"] in run("--desk", desk, "roster", "show").out
    shown = at("key", "show").json
    assert (shown["waiting"], shown["recovery"], shown["in_roster"]) == ([], [said.json["recipient"]], True)
    contact = at("record", "new", "contact", "person=Moussa").json["id"]
    assert at("bundle", "export", stick, "--to", "centre").code == 0
    secret = secret_of(page)
    assert secret not in said.out + at("key", "show").out + at("sync", "diary").out
    shutil.rmtree(desk)

    new = tmp_path / "new"
    opened = run("key", "open", stick, "--identity", page, "--out", new)
    assert (opened.code, secret in opened.out + opened.err) == (0, False)
    assert "enrol request" in opened.err
    back = run("--desk", new, "record", "show", "contact", contact, "--json")
    assert back.json["values"]["person"] == "Moussa"
    enrol(new)
    assert run("--desk", new, "bundle", "export", stick, "--json").code == 0


def test_a_page_is_never_written_over_and_only_its_owner_reads_it(at, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "mkdtemp", lambda *_, **__: pytest.fail("a secret key lay in a passing file"))
    page = tmp_path / "page.txt"
    assert at("key", "recovery", page).code == 0
    before = page.read_bytes()
    assert at("key", "recovery", page).error == "cli.file_exists"
    assert page.read_bytes() == before
    assert page.stat().st_mode & 0o077 == 0
    assert at("key", "recovery", tmp_path / "nowhere" / "page.txt").error == "cli.folder_missing"
    assert len(at("key", "show").json["waiting"]) == 1
    assert at("key", "recovery", tmp_path / "page.pdf").code == 0
    assert (tmp_path / "page.pdf").stat().st_mode & 0o077 == 0
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")


def test_the_escrow_is_the_secretariats(at, there, tmp_path):
    assert at("key", "escrow", tmp_path / "escrow.txt").error == "enrolment.secretariat_only"
    assert not (tmp_path / "escrow.txt").exists()
    said = there("key", "escrow", tmp_path / "escrow.txt").json
    assert (said["in_roster"], said["roster"]) == (True, 2)
    assert there("key", "show").json["escrow"] == [said["recipient"]]


def test_a_key_typed_without_its_words_needs_them_said(run, at, enrol, tmp_path):
    stick, page, typed = tmp_path / "stick", tmp_path / "page.txt", tmp_path / "typed.txt"
    stick.mkdir()
    enrol(tmp_path / "sen")
    assert at("key", "recovery", page).code == 0
    enrol(tmp_path / "sen")
    assert at("bundle", "export", stick, "--to", "centre").code == 0
    typed.write_text(secret_of(page).lower(), encoding="utf-8")
    words = at("roster", "show").json["words"]
    assert run("key", "open", stick, "--identity", typed, "--out", tmp_path / "n", "--json").error == "cli.page_names_no_centre"
    assert run("init", "--desk", tmp_path / "n", "--centre", "BCRC-SEN").code == 0
    opening = ("--desk", tmp_path / "n", "key", "open", stick, "--identity", typed, "--json")
    assert run(*opening).error == "cli.words_needed"
    assert run(*opening, "--words", "a b c d e f").error == "recovery.other_words"
    assert run(*opening, "--words", words).code == 0
    assert run(*opening[:4], stick, "--identity", tmp_path / "nowhere", "--json").error == "cli.file_unreadable"


def test_where_several_must_sign_the_page_stands_only_with_a_proposal_for_the_others(run, tmp_path):
    folder, sticks = tmp_path / "geneva", tmp_path / "roots"
    sticks.mkdir()
    made = run("init", "--desk", folder, "--secretariat", "--roots", 3, "--threshold", 2, "--root-folder", sticks, "--json")
    assert made.code == 0
    holders = sorted(sticks.iterdir())
    page, proposal = tmp_path / "escrow.txt", tmp_path / "proposal"

    def there(*arguments):
        return run("--desk", folder, *arguments, "--json")

    refused = there("key", "escrow", page, "--key", holders[0])
    assert (refused.code, refused.error) == (3, "roster.more_signatures")
    assert not page.exists()
    said = there("key", "escrow", page, "--key", holders[0], "--proposal", proposal).json
    assert (said["in_roster"], said["signed"], said["needed"], page.exists()) == (False, 1, 2, True)
    assert there("key", "show").json["escrow"] == []
    assert run("roster", "sign", proposal, "--key", holders[1], "--json").json["complete"] is True
    assert there("roster", "install", proposal).code == 0
    assert there("key", "show").json["escrow"] == [said["recipient"]]
    second = there("key", "escrow", tmp_path / "second.txt", "--key", holders[0], "--key", holders[2], "--alone").json
    assert there("key", "show").json["escrow"] == [second["recipient"]]


def test_a_page_printed_before_the_computer_was_registered_has_room_for_the_words(run, at, enrol, tmp_path):
    stick, page, new = tmp_path / "stick", tmp_path / "page.txt", tmp_path / "new"
    stick.mkdir()
    assert at("key", "recovery", page).code == 0
    assert "……………" in page.read_text(encoding="utf-8")
    enrol(tmp_path / "sen")
    assert at("bundle", "export", stick, "--to", "centre").code == 0
    opening = ("key", "open", stick, "--identity", page, "--out", new)
    refused = run(*opening, "--json")
    assert (refused.code, refused.error) == (2, "cli.words_needed")
    assert run(*opening, "--words", at("roster", "show").json["words"], "--json").code == 0


# At a terminal ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def terminal(monkeypatch) -> list[dict[str, object]]:
    """A person sits at a terminal and types the passphrase; what was asked is noted."""
    asked: list[dict[str, object]] = []

    def prompt(text, **how):
        asked.append({"text": text, **how})
        return WORDS

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", prompt)
    return asked


def test_a_person_at_a_terminal_is_asked_once_and_nothing_typed_is_shown(run, locked, tmp_path, terminal):
    ran = run("--desk", locked, "enrol", "request", tmp_path / "request")
    assert ran.code == 0
    assert [(one["hide_input"], one["err"]) for one in terminal] == [(True, True)]
    assert WORDS not in ran.out + ran.err


def test_a_new_passphrase_is_typed_twice(run, tmp_path, terminal):
    assert run("init", "--desk", tmp_path / "d", "--centre", "BCRC-SEN", "--keys", "passphrase").code == 0
    assert [bool(one["confirmation_prompt"]) for one in terminal] == [True]


def test_a_script_is_never_asked_although_there_is_a_terminal(run, locked, tmp_path, terminal):
    assert run("--desk", locked, "enrol", "request", tmp_path / "request", "--json").error == "key.locked"
    assert terminal == []
