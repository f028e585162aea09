"""Keys on the command line: several root keys, a stolen laptop, a key that is changed, a key that is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

KEYS = ("--keys", "file")


class Network:
    """The secretariat with three root keys on three sticks, and two laptops of one centre, all made by commands."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run, self.folder = run, folder
        self.sticks = [folder / f"stick{number}" for number in (1, 2, 3)]
        for one in self.sticks:
            one.mkdir()
        roots = [argument for one in self.sticks for argument in ("--root-folder", one)]
        made = self.at("s", "init", "--secretariat", *KEYS, "--roots", 3, "--threshold", 2, *roots)
        self.keys = made["root_files"]
        for name in ("a", "b"):
            self.at(name, "init", "--centre", "BCRC-SEN", *KEYS, "--officer", name)
            self.enrol(name)

    def at(self, name: str, *arguments: object, code: int = 0) -> dict:
        """One call at a desk; its JSON."""
        ran = self.run(*arguments, "--desk", self.folder / name, "--json")
        assert ran.code == code, ran.out + ran.err
        return ran.lines[-1] if ran.out.strip() else {}

    def both(self, *numbers: int) -> list[object]:
        """The options that name these root keys."""
        return [argument for one in numbers for argument in ("--key", self.keys[one])]

    def enrol(self, name: str, command: tuple[str, ...] = ("enrol", "request")) -> dict:
        """Asks, is accepted by two root keys, and takes the answer in."""
        request, reply = self.folder / "request", self.folder / "reply"
        self.at(name, *command, request)
        accepted = self.at("s", "enrol", "accept", request, "--out", reply, *self.both(0, 1))
        self.at(name, "enrol", "install", reply)
        return accepted

    def send(self, sender: str, to: str, taker: str, *options: object, code: int = 0) -> dict:
        """A data file out of one desk and into another."""
        folder = self.folder / f"from-{sender}-{len(list(self.folder.iterdir()))}"
        folder.mkdir()
        self.at(sender, "bundle", "export", folder, "--to", to, "--everything")
        return self.at(taker, "bundle", "import", folder, *options, code=code)

    def new(self, name: str, title: str) -> str:
        """A new activity."""
        return str(self.at(name, "record", "new", "activity", f"title.fr={title}")["id"])

    def shows(self, name: str, record: str) -> bool:
        """Whether a desk shows it."""
        return self.run("record", "show", "activity", record, "--desk", self.folder / name, "--json").code == 0


@pytest.fixture
def network(run: Run, tmp_path: Path) -> Network:
    """All enrolled."""
    return Network(run, tmp_path)


def test_a_stolen_laptop_is_withdrawn_in_turns_and_its_late_work_waits_for_its_centre(network: Network, run: Run) -> None:
    early = network.new("a", "early")
    network.send("a", "secretariat", "s")
    network.send("s", "BCRC-SEN", "b")
    network.send("b", "centre", "a")
    late = network.new("a", "late")
    network.send("a", "centre", "b")
    proposal = network.folder / "proposal"
    refused = network.at("s", "roster", "revoke", "BCRC-SEN/A", *network.both(0), code=3)
    assert refused["error"]["code"] == "roster.more_signatures"
    said = network.at("s", "roster", "revoke", "BCRC-SEN/A", "--reason", "stolen", *network.both(0), "--proposal", proposal)
    assert (said["signed"], said["needed"], said["in_force"]) == (1, 2, False)
    shown = run("roster", "sign", proposal)
    assert shown.code == 0
    assert "BCRC-SEN" in shown.out
    signed = run("roster", "sign", proposal, *network.both(2), "--json").json
    assert (signed["signed"], signed["complete"]) == (2, True)
    assert [one["letter"] for one in signed["changes"]["revoked"]] == ["A"]
    network.at("s", "roster", "install", proposal)
    assert [one["revoked"] for one in network.at("s", "roster", "show")["devices"] if one["letter"] == "A"][-1]
    network.send("s", "BCRC-SEN", "b")
    assert network.shows("b", early)
    assert not network.shows("b", late)
    assert network.at("b", "sync", "status")["parked"] > 0
    (task,) = [one for one in run("tasks", "list", "--desk", network.folder / "b", "--json").lines if "wait" in one["code"]]
    network.at("b", "tasks", "accept", task["id"])
    assert network.shows("b", late)
    network.send("b", "secretariat", "s")
    assert network.shows("s", late)
    assert network.at("s", "check")["ok"]
    assert network.at("b", "check")["ok"]


def test_a_file_of_a_withdrawn_key_is_refused_unless_asked_for(network: Network) -> None:
    network.send("a", "secretariat", "s")
    late = network.new("a", "late")
    network.at("s", "roster", "revoke", "BCRC-SEN/A", *network.both(0, 1))
    refused = network.send("a", "secretariat", "s", code=3)
    assert refused["error"]["code"] == "bundle.signer_revoked"
    taken = network.send("a", "secretariat", "s", "--withdrawn")
    assert taken["changes"]["parked"] > 0
    assert not network.shows("s", late)


def test_a_key_is_changed_without_anything_waiting(network: Network) -> None:
    old = network.at("a", "key", "show")["device"]
    before = network.new("a", "before")
    accepted = network.enrol("a", ("key", "rotate"))
    assert accepted["letter"] == "A"
    assert network.at("a", "key", "show")["device"] != old
    after = network.new("a", "after")
    assert network.send("a", "secretariat", "s")["changes"]["parked"] == 0
    assert network.shows("s", before)
    assert network.shows("s", after)


def test_a_lost_key_is_told_plainly_and_replaced(network: Network) -> None:
    before = network.new("a", "before")
    assert network.at("a", "key", "lost", network.folder / "no", code=2)["error"]["code"] == "key.not_lost"
    (network.folder / "a" / "keys" / "device.key").unlink()
    missing = network.at("a", "bundle", "export", network.folder, "--to", "secretariat", code=4)
    assert missing["error"]["code"] == "key.missing"
    assert "key lost" in missing["error"]["hint"]
    accepted = network.enrol("a", ("key", "lost"))
    (lost,) = accepted["lost"]
    network.at("s", "roster", "revoke", lost, "--reason", "lost", *network.both(1, 2))
    assert network.send("a", "secretariat", "s")["changes"]["parked"] == 0
    assert network.shows("s", before)


def test_wrong_calls_are_told_apart(network: Network, tmp_path: Path) -> None:
    assert network.at("s", "roster", "revoke", "BCRC-XYZ/Q", code=2)["error"]["code"] == "roster.device_unknown"
    assert network.at("a", "roster", "revoke", "BCRC-SEN/A", code=3)["error"]["code"] == "enrolment.secretariat_only"
    assert network.at("s", "roster", "reissue", code=2)["error"]["code"] == "roster.no_rival"
    lone = network.run("init", "--secretariat", *KEYS, "--roots", 3, "--desk", tmp_path / "x", "--json")
    assert (lone.code, lone.error) == (2, "cli.option_missing")
    false = network.run("roster", "sign", network.keys[0], *network.both(0), "--json")
    assert (false.code, false.error) == (3, "bundle.not_ours")


def test_the_secretariat_keys_in_for_a_centre_which_confirms(network: Network) -> None:
    made = network.at("s", "record", "new", "activity", "title.fr=Atelier", "--centre", "BCRC-SEN")
    record = made["id"]
    network.at("s", "record", "set", "activity", record, "city=Thiès")
    network.send("s", "BCRC-SEN", "b")
    shown = network.at("b", "record", "show", "activity", record)
    assert (shown["values"]["city"], shown["unconfirmed"], shown["secretariat"]) == ("Thiès", True, ["city", "title/fr"])
    assert network.at("s", "record", "confirm", "activity", record, code=2)["error"]["code"] == "record.not_yours"
    network.at("b", "record", "confirm", "activity", record)
    assert "unconfirmed" not in network.at("b", "record", "show", "activity", record)
    assert network.at("s", "record", "new", "activity", "--centre", "XX", code=2)["error"]["code"] == "centre.unknown"
