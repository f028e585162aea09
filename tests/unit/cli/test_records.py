"""`baseldesk record …`, `link`, `attach`, `search`, `undo`: what they do, and the keys that scripts rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from baseldesk.records.types import TYPES


def test_show_gives_the_stable_keys(at, activity):
    shown = at("record", "show", "activity", activity).json
    assert {"type", "id", "values", "conflicts", "deleted"} <= shown.keys()
    assert shown["values"]["title"] == {"fr": "Formation des douanes", "en": "Customs training"}
    assert shown["values"]["countries"] == ["SN", "TG"]
    assert shown["shares"] == {"countries": {"SN": "60", "TG": "40"}}
    assert shown["values"]["starts_on"] == "2026-02-03"
    assert (shown["type"], shown["conflicts"], shown["deleted"]) == ("activity", {}, False)


def test_list_gives_lines_of_what_show_gives(at, activity):
    shown = at("record", "show", "activity", activity).json
    assert at("record", "list", "activity").lines == [shown]


def test_new_prints_an_id_that_show_takes(run, centre):
    made = run("--desk", centre, "record", "new", "activity", "title.es=Taller", "--quiet")
    assert run("--desk", centre, "record", "show", "activity", made.out.strip(), "--json").json["values"]["title"] == {
        "es": "Taller"
    }


def test_a_whole_list_replaces_the_one_before(at, activity):
    at("record", "set", "activity", activity, "countries=SN,ML")
    shown = at("record", "show", "activity", activity).json
    assert shown["values"]["countries"] == ["ML", "SN"]
    assert "shares" not in shown


def test_one_element_leaves_the_others(at, activity):
    at("record", "set", "activity", activity, "countries.SN=", "countries/ML=10")
    shown = at("record", "show", "activity", activity).json
    assert shown["shares"] == {"countries": {"ML": "10", "TG": "40"}}


@pytest.mark.parametrize(("given", "left"), [("title.fr=", {"en": "Customs training"}), ("title=", None)])
def test_an_empty_value_unsets(at, activity, given, left):
    at("record", "set", "activity", activity, given)
    assert at("record", "show", "activity", activity).json["values"].get("title") == left


def test_the_output_of_show_is_an_input_of_new(at, activity, tmp_path):
    values = at("record", "show", "activity", activity).json["values"]
    del values["reference"]
    file = tmp_path / "values.json"
    file.write_text(json.dumps({**values, "planned_budget": 12.50}), encoding="utf-8")
    made = at("record", "new", "activity", f"@{file}").json["id"]
    again = at("record", "show", "activity", made).json["values"]
    assert again.pop("reference") != ""
    assert again == {**values, "planned_budget": "12.5"}


def test_setting_the_same_changes_nothing(at, activity):
    before = len(at("record", "show", "activity", activity, "--history").json["history"])
    assert at("record", "set", "activity", activity, "kind=AK-TRAIN").json["changed"] is False
    assert len(at("record", "show", "activity", activity, "--history").json["history"]) == before


def test_history_names_field_language_old_and_new(at, activity):
    at("record", "set", "activity", activity, "title.fr=Autre")
    newest = at("record", "show", "activity", activity, "--history").json["history"][0]
    assert (newest["field"], newest["language"], newest["old"], newest["new"]) == (
        "title",
        "fr",
        "Formation des douanes",
        "Autre",
    )
    assert newest["author"] == "Officer"


def test_delete_hides_and_restore_brings_back(at, activity, partner):
    assert at("record", "delete", "partner", partner).json["deleted"] is True
    assert at("record", "list", "partner").lines == []
    assert [one["deleted"] for one in at("record", "list", "partner", "--deleted").lines] == [True]
    assert at("record", "restore", "partner", partner).json["deleted"] is False
    assert len(at("record", "list", "partner").lines) == 1


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        (["--where", "countries=TG"], 1), (["--where", "countries=ML"], 0), (["--where", "kind=AK-INFO,AK-TRAIN"], 1),
        (["--where", "stage="], 1), (["--where", "kind="], 0), (["--search", "douan"], 1), (["--search", "nothing"], 0),
        (["--limit", "0"], 0), (["--sort", "-starts_on"], 1),
    ],
)  # fmt: skip
def test_list_filters(at, asked, hits):
    assert len(at("record", "list", "activity", *asked).lines) == hits


def test_a_record_field_takes_a_reference(at, activity):
    owner = at("record", "show", "activity", activity).json["id"]
    made = at("record", "new", "headcount", f"activity={activity}", "women=12", "men=9").json["id"]
    shown = at("record", "show", "headcount", made).json["values"]
    assert shown == {"activity": owner, "women": 12, "men": 9}


def test_types_tell_every_field(at):
    lines = at("record", "types").lines
    assert {one["type"]: [field["name"] for field in one["fields"]] for one in lines} == {
        name: list(declared.by_name) for name, declared in TYPES.items()
    }
    assert {"name", "kind", "scope", "vocabulary", "required"} <= lines[0]["fields"][0].keys()


def test_a_vocabulary_is_told_with_labels(at):
    lines = at("record", "types", "--vocabulary", "activity_stage", "--language", "fr").lines
    assert [one["code"] for one in lines] == ["identified", "documented", "implemented", "completed", "cancelled"]
    assert all(one["label"] != one["code"] for one in lines)


def test_a_link_has_one_id_from_either_end(at, activity, partner):
    linked = at("link", activity, "funding", partner).json
    assert at("link", partner, "funding", activity).json["id"] == linked["id"]
    assert len(at("record", "list", "activity_partner").lines) == 1
    shown = at("record", "show", "activity_partner", linked["id"]).json["values"]
    assert (shown["partner"], shown["role"]) == (partner, "funding")


def test_a_link_made_as_a_record_is_the_same_link(at, activity, partner):
    made = at("record", "new", "activity_partner", f"activity={activity}", f"partner={partner}", "role=host").json["id"]
    assert at("link", activity, "host", partner).json["id"] == made


def test_a_link_taken_back_can_be_made_again(at, activity, partner):
    made = at("link", activity, "funding", partner).json["id"]
    at("record", "set", "activity_partner", made, "name_as_given=Unitar")
    assert at("unlink", activity, "funding", partner).json["linked"] is False
    assert at("record", "list", "activity_partner").lines == []
    at("link", activity, "funding", partner)
    (again,) = at("record", "list", "activity_partner").lines
    assert (again["id"], again["values"]["name_as_given"]) == (made, "Unitar")
    history = at("record", "show", "activity_partner", made, "--history").json["history"]
    assert [one["field"] for one in history].count("name_as_given") == 2  # written again over what was shown, not merely left


def test_attach_keeps_the_bytes_and_names_them(at, activity, centre, tmp_path):
    file = tmp_path / "note.txt"
    file.write_text("text", encoding="utf-8")
    made = at("attach", activity, file, "--title", "Note").json
    shown = at("record", "show", "document", made["id"]).json["values"]
    assert (shown["title"], shown["hash"], shown["size"]) == ({"en": "Note"}, made["hash"], 4)
    kept = centre / "documents" / made["hash"][:2] / made["hash"]
    assert kept.read_text(encoding="utf-8") == "text"


def test_a_photograph_is_attached_small_and_without_its_place(at, run, activity, centre, tmp_path):
    from PIL import Image

    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (14.0, 41.0, 34.0)
    file = tmp_path / "IMG_0007.JPG"
    Image.effect_noise((2000, 1500), 40).save(file, "JPEG", quality=95, exif=exif)
    made = at("attach", activity, file).json
    about = made["photograph"]
    assert (about["width"], about["had_location"], about["changed"]) == (1600, True, True)
    assert made["bytes"] < about["original_bytes"] == file.stat().st_size
    kept = centre / "documents" / made["hash"][:2] / made["hash"]
    with Image.open(kept) as image:
        assert not image.getexif().get_ifd(0x8825)
    whole = at("attach", activity, file, "--keep-original", "--keep-location").json
    assert whole["bytes"] == file.stat().st_size
    said = run("--desk", centre, "attach", activity, file).err
    assert "kB" in said
    assert "left out" in said


def test_search_gives_the_stable_keys(at):
    (hit,) = at("search", "douan").lines
    assert hit.keys() == {"type", "id", "title", "snippet"}
    assert (hit["type"], hit["title"]) == ("activity", "Customs training")
    assert at("search", "--type", "partner", "douan").lines == []


def test_search_titles_follow_the_language(at):
    assert at("search", "douan", "--language", "fr").lines[0]["title"] == "Formation des douanes"


def test_undo_takes_the_last_save_back_and_says_so(at, activity):
    at("record", "set", "activity", activity, "title.fr=Autre")
    assert at("undo").json["undone"] is True
    assert at("record", "show", "activity", activity).json["values"]["title"]["fr"] == "Formation des douanes"


def test_people_read_labels_in_their_language(run, centre, activity):
    told = run("--desk", centre, "--language", "fr", "record", "show", "activity", activity).out
    assert "Parties bénéficiaires" in told
    assert "Sénégal 60" in told
    listed = run("--desk", centre, "record", "list", "activity").out
    assert "SEN-2026-0-001  Customs training" in listed


def test_an_open_terminal_is_not_steered_by_data(run, at, centre, partner):
    at("record", "set", "partner", partner, "name.en=\x1b[31mred\x07")
    told = (
        run("--desk", centre, "record", "show", "partner", partner).out + run("--desk", centre, "record", "list", "partner").out
    )
    assert "red" in told
    assert not set(told) & {"\x1b", "\x07"}


def test_path_arguments_are_no_secret_door(at, activity, tmp_path: Path):
    assert at("attach", activity, tmp_path).code == 3


def test_many_records_are_changed_at_once_told_first_and_undone_in_one(run, centre):
    at = ["--desk", centre, "--json"]
    told = json.loads(run(*at, "record", "bulk", "activity", "waste_streams=+WS-OILS", "--all", "--rehearse").out)
    assert (told["changed"], told["rehearsed"]) == (1, True)
    assert (
        json.loads(run(*at, "record", "bulk", "activity", "waste_streams=+WS-OILS", "--where", "kind=AK-TRAIN").out)["changed"]
        == 1
    )
    assert json.loads(run(*at, "record", "bulk", "activity", "waste_streams=+WS-OILS", "--all").out)["same"] == 1
    assert run(*at, "undo").code == 0
    assert json.loads(run(*at, "record", "bulk", "activity", "waste_streams=-WS-OILS", "--all").out)["same"] == 1
    assert run(*at, "record", "bulk", "activity", "stage=completed").code == 2, "somebody must say which"
