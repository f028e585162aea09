"""`baseldesk backup` and `restore`: one file out, another computer back."""

from __future__ import annotations


def test_a_desk_goes_into_one_file_and_comes_back(at, run, activity, tmp_path):
    said = at("backup", tmp_path / "mine.baseldesk").json
    assert (tmp_path / "mine.baseldesk").stat().st_size == said["bytes"]
    new = tmp_path / "new"
    told = run("--json", "--desk", new, "restore", said["path"], "--keys", "file").json
    assert told["owner"] == "BCRC-SEN"
    assert told["device"] != at("key", "show").json["device"]
    listed = run("--json", "--desk", new, "record", "list", "activity").lines
    assert activity in [one["values"]["reference"] for one in listed]
    assert run("--json", "--desk", new, "restore", said["path"]).error == "desk.exists"


def test_a_folder_takes_a_backup_named_by_its_centre(at, tmp_path):
    assert at("backup", tmp_path).json["path"] == str(tmp_path / "BCRC-SEN.baseldesk")


def test_what_is_no_backup_is_said_to_be_none(run, tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK")
    assert run("--json", "--desk", tmp_path / "new", "restore", tmp_path / "x.zip").error == "backup.damaged"
    assert not (tmp_path / "new").exists()


def test_a_sealed_one_comes_back_with_its_passphrase_alone(at, run, activity, tmp_path, monkeypatch):
    from tests.quick_scrypt import use_quick_scrypt

    use_quick_scrypt(monkeypatch)
    monkeypatch.delenv("BASELDESK_PASSPHRASE", raising=False)
    (tmp_path / "words").write_text("grey heron on the roof\n", encoding="utf-8")
    (tmp_path / "wrong").write_text("grey heron in the pond\n", encoding="utf-8")
    refused = at("backup", tmp_path / "mine.baseldesk", "--seal")
    assert (refused.code, refused.error) == (2, "cli.option_missing")
    said = at("backup", tmp_path / "mine.baseldesk", "--keep-seal", "--seal-passphrase-file", tmp_path / "words").json
    assert said["sealed"]
    assert at("backup", tmp_path / "next.baseldesk").json["sealed"]  # kept
    new = tmp_path / "new"
    back = ("--json", "--desk", new, "restore", said["path"], "--keys", "file", "--seal-passphrase-file")
    assert run(*back[:-1]).error == "backup.sealed"
    assert run(*back, tmp_path / "wrong").error == "backup.passphrase_wrong"
    assert not new.exists()
    assert run(*back, tmp_path / "words").code == 0
    listed = run("--json", "--desk", new, "record", "list", "activity").lines
    assert activity in [one["values"]["reference"] for one in listed]
