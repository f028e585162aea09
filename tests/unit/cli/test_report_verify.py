"""`baseldesk report verify`: the verdict in words, as JSON, and as the code with which it ends."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import SMTP

import pikepdf
from PIL import Image

from baseldesk.sync import code_reading, own_keys


def test_a_report_is_genuine_then_outdated_then_altered(at, activity, tmp_path):
    path = tmp_path / "out.pdf"
    at("report", "activity", "--record", activity, "--output", path)
    ran = at("report", "verify", path)
    assert (ran.code, ran.json["verdict"], ran.json["codes"][0]["reference"]) == (0, "genuine", activity)
    at("record", "set", "activity", activity, "city=Thiès")
    ran = at("report", "verify", path)
    assert (ran.code, ran.json["verdict"], ran.json["codes"][0]["why"]) == (1, "outdated", "newer_here")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"1 0 0 1 9 9 cm " + pdf.pages[0].Contents.read_bytes())
        pdf.save(path)
    ran = at("report", "verify", path)
    assert (ran.code, ran.json["verdict"]) == (3, "altered")


def test_the_verdict_is_told_in_words(run, centre, at, activity, tmp_path):
    path = tmp_path / "out.pdf"
    at("report", "activity", "--record", activity, "--output", path)
    ran = run("--desk", centre, "report", "verify", path)
    assert ran.out.startswith("Genuine\n")
    assert "The whole file was compared" in ran.out
    assert "Only the codes" not in ran.out


def test_pages_beyond_those_that_are_read_are_told_and_change_no_verdict(run, centre, at, activity, tmp_path, monkeypatch):
    path = tmp_path / "out.pdf"
    at("report", "activity", "--record", activity, "--output", path)
    monkeypatch.setattr(code_reading, "MOST_PAGES", 1)
    told = run("--desk", centre, "report", "verify", path)
    assert (told.code, told.out.splitlines()[-1]) == (0, "Only the codes of the first 1 of 2 pages were read.")
    said = at("report", "verify", path).json
    assert (said["pages_read"], said["pages"], said["verdict"]) == (1, 2, "genuine")
    Image.new("L", (300, 300), 255).save(tmp_path / "white.pdf", save_all=True, append_images=[Image.new("L", (300, 300), 255)])
    assert at("report", "verify", tmp_path / "white.pdf").error == "report.no_code_so_far"


def test_a_report_printed_without_the_key_says_so(run, centre, at, activity, tmp_path, monkeypatch):
    monkeypatch.setattr(own_keys, "signing_key", lambda desk: None)
    ran = run("--desk", centre, "report", "activity", "--record", activity, "--output", tmp_path / "out.pdf")
    assert "no code to check it by" in ran.err
    assert at("report", "activity", "--record", activity, "--output", tmp_path / "out.pdf").json["remarks"] == ["printed.no_code"]


def test_a_picture_without_a_code_is_refused(at, tmp_path):
    Image.new("L", (300, 300), 255).save(tmp_path / "white.png")
    ran = at("report", "verify", tmp_path / "white.png")
    assert (ran.code, ran.error) == (3, "report.no_code")
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    assert at("report", "verify", tmp_path / "text.png").error == "code.unreadable"


def test_all_activities_of_a_period_make_one_file(at, activity, tmp_path):
    at("record", "set", "activity", activity, "starts_on=2026-02-03")
    said = at("report", "activity", "--period", "2026", "--output", tmp_path / "year.pdf").json
    assert said["pages"] > 1
    assert at("report", "activity", "--period", "1999", "--output", tmp_path / "none.pdf").error == "report.nothing_in_period"


def test_a_report_can_be_mailed_as_a_draft_with_itself_attached(at, activity, tmp_path):
    said = at("report", "activity", "--record", activity, "--mail", "--output", tmp_path / "out.pdf").json
    draft = message_from_bytes((tmp_path / "out.eml").read_bytes(), policy=SMTP)
    (attached,) = draft.iter_attachments()
    assert (said["mail"], draft["X-Unsent"], draft["To"]) == (str(tmp_path / "out.eml"), "1", None)
    assert (attached.get_filename(), attached.get_content()) == ("out.pdf", (tmp_path / "out.pdf").read_bytes())
    assert at("report", "evaluation", "--period", "2026", "--mail", "--output", tmp_path / "no.pdf").code == 2
