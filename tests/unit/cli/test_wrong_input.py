"""What a person or script gives wrongly: one clear line, the exit code of its class, nothing changed."""

from __future__ import annotations

import json

import pytest

WRONG = [
    (["record", "new", "activity", "planned_budget=abc"], 3, "value.not_decimal"),
    (["record", "new", "activity", "starts_on=2026-13-01"], 3, "value.not_date"),
    (["record", "new", "activity", "in_plan=maybe"], 3, "value.not_yes_no"),
    (["record", "new", "activity", "kind=NOPE"], 3, "rule.code_unknown"),
    (["record", "new", "activity", "countries=ZZ"], 3, "rule.code_unknown"),
    (["record", "new", "activity", "countries=SN:80,TG:40"], 3, "rule.shares_over_100"),
    (["record", "new", "activity", "starts_on=2026-02-01", "ends_on=2026-01-01"], 3, "rule.end_before_start"),
    (["record", "new", "activity", "title=no language"], 3, "value.not_mapping"),
    (["record", "new", "activity", "title.english=x"], 2, "cli.language_unknown"),
    (["record", "new", "activity", "nothing=1"], 2, "field.unknown"),
    (["record", "new", "activity", "reference.fr=1"], 2, "field.unknown"),
    (["record", "new", "activity", "no assignment"], 2, "cli.not_an_assignment"),
    (["record", "new", "activity", "@/nowhere.json"], 3, "cli.file_unreadable"),
    (["record", "new", "activity", "officer=nobody"], 2, "record.id_malformed"),
    (["record", "new", "activity_partner", "role=host"], 2, "cli.option_missing"),
    (["record", "new", "nonsense"], 2, "type.unknown"),
    (["record", "set", "activity", "SEN-2026-0-001"], 2, "cli.nothing_to_change"),
    (["record", "set", "activity", "SEN-2026-0-009", "city=x"], 2, "record.id_malformed"),
    (["record", "show", "activity", "00000000-0000-0000-0000-000000000000"], 2, "record.missing"),
    (["record", "list", "activity", "--where", "bogus=1"], 2, "field.unknown"),
    (["record", "list", "activity", "--where", "bogus"], 2, "cli.not_an_assignment"),
    (["record", "list", "activity", "--sort", "bogus"], 2, "field.unknown"),
    (["record", "list", "activity", "--limit", "x"], 2, "cli.usage"),
    (["record", "types", "--vocabulary", "x"], 2, "cli.vocabulary_unknown"),
    (["link", "SEN-2026-0-001", "host", "SEN-2026-0-001"], 2, "cli.not_linkable"),
    (["attach", "SEN-2026-0-001", "/nowhere.txt"], 3, "document.unreadable"),
    (["import", "/nowhere.xml"], 3, "format.missing"),
    (["import", "/nowhere.xml", "--as", "pdf"], 2, "format.kind_unknown"),
    (["bundle", "export", "/nowhere"], 3, "sync.not_enrolled"),
    (["bundle", "export", "/nowhere", "--documents", "5XB"], 2, "cli.size_malformed"),
    (["bundle", "export", "/nowhere/"], 3, "cli.folder_missing"),
    (["receipt", "export", "/nowhere/", "--to", "secretariat"], 3, "cli.folder_missing"),
    (["enrol", "accept", "/nowhere", "--out", "/nowhere"], 3, None),
    (["enrol", "request", "/nowhere/request"], 3, "cli.file_not_written"),
    (["conflicts", "choose", "activity", "SEN-2026-0-001", "city"], 2, "cli.option_missing"),
    (["conflicts", "choose", "activity", "SEN-2026-0-001", "city", "--value", "x"], 2, "conflict.none"),
    (["conflicts", "choose", "activity", "SEN-2026-0-001", "city", "--dot", "zz"], 2, "cli.dot_malformed"),
    (["report", "activity", "--record", "SEN-2026-0-001", "--output", "/nowhere/x.pdf"], 3, "cli.file_not_written"),
    (["report", "activity", "--record", "x", "--output", "x.pdf"], 2, "record.id_malformed"),
    (["digest", "--centre", "NOPE"], 2, "centre.unknown"),
    (["record", "frob"], 2, "cli.usage"),
    (["--language", "xx", "digest"], 2, "cli.usage"),
    (["frob"], 2, "cli.usage"),
]


@pytest.mark.parametrize(("arguments", "code", "error"), WRONG, ids=[" ".join(one[0])[:60] for one in WRONG])
def test_is_refused_in_words_and_changes_nothing(at, arguments, code, error):
    before = at("digest").json["digest"]
    ran = at(*arguments)
    assert ran.code == code
    told = ran.json["error"]
    assert told.keys() == {"code", "text", "hint", "params"}
    assert told["text"] not in ("", told["code"])
    assert not told["text"].startswith(f"{told['code']} ")
    assert error in (None, told["code"])
    assert at("digest").json["digest"] == before


def test_people_get_sentence_and_hint_on_stderr(run, centre):
    ran = run("--desk", centre, "record", "new", "activity", "starts_on=x")
    assert ran.out == ""
    assert ran.err.splitlines() == ["starts_on: “x” is not a date.", "Write it as year-month-day, like 2026-03-15."]


def test_the_sentence_is_in_the_language_asked_for(run, centre):
    english, french = (run("--desk", centre, "--language", one, "record", "show", "activity", "x").err for one in ("en", "fr"))
    assert english != french != ""


@pytest.mark.parametrize("text", ['{"city": "a", "city": "b"}', "[1]", "{", '{"planned_budget": NaN}', "[" * 100_000])
def test_a_file_that_is_no_object_is_refused(at, tmp_path, text):
    file = tmp_path / "x.json"
    file.write_text(text, encoding="utf-8")
    ran = at("record", "new", "activity", f"@{file}")
    assert (ran.code, ran.error) == (3, "cli.json_malformed")


def test_a_file_in_another_encoding_is_refused(at, tmp_path):
    file = tmp_path / "x.json"
    file.write_bytes(json.dumps({"city": "é"}, ensure_ascii=False).encode("latin-1"))
    assert at("record", "new", "activity", f"@{file}").code == 3
