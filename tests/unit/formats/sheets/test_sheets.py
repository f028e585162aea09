"""Spreadsheets of any layout: what is guessed, what is kept, what is said, and that nothing is lost on the way."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.errors import FileRefused, UsageError
from baseldesk.formats.intake import take_in
from baseldesk.formats.open import read
from baseldesk.formats.sheets.cells import NotUnderstood, find_code, value_of
from baseldesk.formats.sheets.grid import Sheet, read_book
from baseldesk.formats.sheets.headings import find_heading, guess_language
from baseldesk.formats.sheets.mapping import Mapping, guess_mapping, keep, read_mapping, recall
from baseldesk.records.types import TYPES

TABLE = """Rapport trimestriel,,,,,
,Quoi,,Qui,Quand,Combien
Réf,Activité,Type d'activité,Partenaire,Date de début,Femmes,Observation du chef
A-1,Atelier sur les déchets électroniques,Formation,PNUE; Ville de Dakar,03/02/2026,12,à suivre
A-2,Inventaire des huiles usées et des batteries,Causerie,Ville de Dakar,vers mars,x,
"""
HXL = "What,Who,Where,When\n#activity,#org+impl,#country,#date+start\nTraining of customs officers,UNEP,Senegal,2026-02-03\n"


@pytest.fixture
def write(tmp_path: Path):
    def write(text: str, name: str = "table.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def rows_of(desk: Desk, kind: str) -> list[dict]:
    return [one.values for one in desk.find(kind)]


def test_headings_are_found_under_titles_and_groups(write) -> None:
    heading = find_heading(read_book(write(TABLE)).sheets[0])
    assert (heading.row, heading.first, heading.names[0]) == (2, 3, "Réf")


def test_tags_are_found_even_if_one_is_forgotten(write) -> None:
    text = "a,b,c,d\n#activity+name,#org,#country,adm1\nx,y,Mali,z\n"
    heading = find_heading(read_book(write(text)).sheets[0])
    assert (heading.row, heading.first, heading.tags) == (0, 2, ("#activity+name", "#org", "#country", ""))


def test_columns_are_guessed_from_words_and_tags(write) -> None:
    guessed = guess_mapping(read_book(write(TABLE)).sheets[0])
    assert guessed.columns == {
        "A": "reference", "B": "title", "C": "kind", "D": "partner.implementing", "E": "starts_on", "F": "headcount.women",
    }  # fmt: skip
    assert (guessed.type, guessed.language, guessed.identifier) == ("activity", "fr", "A")
    tagged = guess_mapping(read_book(write(HXL)).sheets[0])
    assert tagged.columns == {"A": "title", "B": "partner.implementing", "C": "country", "D": "starts_on"}


def test_a_table_becomes_records_and_what_is_not_understood_is_kept_and_said(desk: Desk, write) -> None:
    intake = take_in(desk, read(write(TABLE)))
    assert (intake.read, intake.created, intake.rejected) == (2, 2, 0)
    first, second = sorted(rows_of(desk, "activity"), key=lambda one: one["reference"])
    assert (first["title"], first["kind"], first["starts_on"]) == (
        {"fr": "Atelier sur les déchets électroniques"}, "AK-TRAIN", date(2026, 2, 3),
    )  # fmt: skip
    assert second["kind_other"] == "Causerie", "a kind that is none of the list's is kept in words"
    assert {one["role"] for one in rows_of(desk, "activity_partner")} == {"implementing"}
    assert len(rows_of(desk, "partner")) == 2, "a partner that several rows name is one"
    assert [one["women"] for one in rows_of(desk, "headcount")] == [12]
    assert json.loads(first["other_data"]) == {"spreadsheet": {"Observation du chef": "à suivre"}}
    assert json.loads(second["other_data"])["spreadsheet"] == {"Date de début": "vers mars", "Femmes": "x"}
    assert [(one.where, one.params["value"]) for one in intake.warnings[:2]] == [("E5", "vers mars"), ("F5", "x")]
    assert {one.code for one in intake.warnings[2:]} == {"sheet.row_above"}, "a title above the table"


def test_every_cell_of_a_table_is_found_again(desk: Desk, write) -> None:
    """Nothing is lost silently: what no column rule takes stands in the other data of its record."""
    text = "Titre,Colonne X,Colonne X,,Pays\nUn,a,b,c,Sénégal\nDeux,d,,e,Pays inconnu\n"
    take_in(desk, read(write(text)))
    held = json.dumps([{**one, "x": json.loads(one["other_data"])} for one in rows_of(desk, "activity")], default=str)
    for cell in ("Un", "a", "b", "c", "SN", "Deux", "d", "e", "Pays inconnu"):
        assert f'"{cell}"' in held, cell


def test_where_tags_exchange_women_and_men_the_heading_holds(write) -> None:
    table = "Quoi,Hommes,Femmes\n#activity,#targeted+f,#targeted+m\nAtelier,3,4\n"
    guessed = guess_mapping(read_book(write(table)).sheets[0], kind="activity")
    assert (guessed.columns["B"], guessed.columns["C"]) == ("headcount.men", "headcount.women")
    right = guess_mapping(
        read_book(write(table.replace("+f", "+x").replace("+m", "+f").replace("+x", "+m"))).sheets[0], kind="activity"
    )
    assert (right.columns["B"], right.columns["C"]) == ("headcount.men", "headcount.women")


def test_a_corrected_row_of_headings_is_remembered_wherever_it_stands_next_time(desk: Desk, write) -> None:
    def sheet_with(above: str, row: str) -> Sheet:
        return read_book(write(f"{above}Quoi,Lieu,Autre\n{row}\n")).sheets[0]

    above = "Atelier PCB,Dakar,Rapport\n"  # taken for the headings
    sheet = sheet_with(above, "Un,Thiès,a")
    assert guess_mapping(sheet).heading == 1
    settled = Mapping("activity", {"A": "title", "B": "city"}, heading=2, first=3)
    with desk.write() as writer:
        keep(writer, sheet, settled)
    for later, heading in (
        (sheet_with(above, "Deux,Kaolack,b"), 2),
        (sheet_with("Avril,Mali,Note\n" + above, "Trois,Mbour,c"), 3),
    ):
        with desk.read() as reader:
            found = recall(reader, later)
        assert found is not None
        assert (found.columns, found.heading, found.first) == (settled.columns, heading, heading + 1)
    with desk.read() as reader:
        assert recall(reader, read_book(write("Nom,Ville\nUn,Thiès\n")).sheets[0]) is None


def test_the_same_table_again_changes_nothing_and_one_undo_takes_it_back(desk: Desk, write) -> None:
    path = write(TABLE)
    take_in(desk, read(path))
    again = take_in(desk, read(path))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    desk.undo()
    assert desk.count(ListQuery("activity")) == desk.count(ListQuery("partner")) == 0


def test_an_edited_row_is_the_same_record_by_its_identifier(desk: Desk, write) -> None:
    take_in(desk, read(write(TABLE)))
    edited = take_in(desk, read(write(TABLE.replace("12,à suivre", "14,à suivre"))))
    assert (edited.created, edited.updated, edited.unchanged) == (0, 1, 1)
    assert [one["women"] for one in rows_of(desk, "headcount")] == [14]


def test_equal_rows_without_identifier_stay_as_many_as_they_are(desk: Desk, write) -> None:
    text = "Titre,Ville\nAtelier,Dakar\nAtelier,Dakar\nAtelier,Thiès\n"
    assert take_in(desk, read(write(text))).created == 3
    assert take_in(desk, read(write(text))).unchanged == 3


def test_a_partner_without_name_or_named_twice_is_left_out_and_listed(desk: Desk, write) -> None:
    text = "Nom,Sigle,Site web\nPNUE,UNEP,https://unep.org\n,ABC,x\nPnue,UNEP,https://unep.org\n"
    mapping = guess_mapping(read_book(write(text)).sheets[0], kind="partner")
    intake = take_in(desk, read(write(text), mapping=mapping))
    assert (intake.created, intake.rejected) == (1, 2)
    assert [(one.where, one.warnings[-1].code, one.raw[1]) for one in intake.rejects] == [
        ("3", "sheet.row_unnamed", "ABC"), ("4", "sheet.row_twice", "UNEP"),
    ]  # fmt: skip


def test_participants_go_into_their_activity_and_stay_at_the_centre(desk: Desk, write) -> None:
    activity = desk.new_id()
    desk.save([Edit("activity", activity, {"title": {"en": "Workshop"}})])
    text = "Nom et prénom,Sexe,Institution,Pays\nN. N.,Femmes,Douanes,Sénégal\nM. M.,Hommes,Port,Togo\n"
    intake = take_in(desk, read(write(text), into=activity.hex()))
    assert intake.created == 2
    assert {(one["sex"], one["country"], one["activity"]) for one in rows_of(desk, "participant")} == {
        ("female", "SN", activity), ("male", "TG", activity),
    }  # fmt: skip


def test_a_mapping_is_kept_per_layout_and_refused_where_it_does_not_fit(desk: Desk, write) -> None:
    sheet = read_book(write(TABLE)).sheets[0]
    settled = Mapping("activity", {"B": "summary.fr"}, heading=3, first=4)
    with desk.write() as writer:
        keep(writer, sheet, settled)
    with desk.read() as reader:
        assert recall(reader, sheet) == settled
        assert recall(reader, Sheet("", [["x", "y"], ["1", "2"]])) is None
    assert read_mapping(settled.to_json()) == settled
    for wrong in (
        '{"type": "activity"}',
        "[]",
        settled.to_json().replace("summary.fr", "colour"),
        settled.to_json().replace('"activity"', '"x"'),
    ):
        with pytest.raises(UsageError):
            read_mapping(wrong)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-02-03", date(2026, 2, 3)),
        ("03/02/2026", date(2026, 2, 3)),
        ("3.2.26", date(2026, 2, 3)),
        ("02/13/2026", date(2026, 2, 13)),
        ("1 March 2015", date(2015, 3, 1)),
        ("3 février 2026", date(2026, 2, 3)),
        ("3 de febrero de 2026", date(2026, 2, 3)),
        ("March 3, 2026", date(2026, 3, 3)),
        ("3 февраля 2026", date(2026, 2, 3)),
        ("2026年2月3日", date(2026, 2, 3)),
        ("٣/٢/٢٠٢٦", date(2026, 2, 3)),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, found: date) -> None:
    assert value_of(TYPES["activity"].by_name["starts_on"], text) == found


@pytest.mark.parametrize("text", ["June", "2026", "31/02/2026", "soon", "1/2", "99/99/2026"])
def test_what_is_no_day_is_not_made_one(text: str) -> None:
    with pytest.raises(NotUnderstood):
        value_of(TYPES["activity"].by_name["starts_on"], text)


@pytest.mark.parametrize(
    ("text", "found"),
    [("1 200,50", "1200.50"), ("1,200.50", "1200.50"), ("1.200,50", "1200.50"), ("1,200", "1200"), ("12,5", "12.5"),
     ("١٢٫٥", "12.5"), ("1'200", "1200"), ("-3", "-3"), ("1,200,300", "1200300")],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(text: str, found: str) -> None:
    assert value_of(TYPES["activity"].by_name["planned_budget"], text) == Decimal(found)


def test_codes_are_found_by_their_names_in_six_languages() -> None:
    names = ("Sénégal", "السنغال", "塞内加尔", "SEN", "sn", "Venezuela", "Côte d'Ivoire")
    assert [find_code("country", one) for one in names] == ["SN", "SN", "SN", "SN", "SN", "VE", "CI"]
    assert find_code("waste_stream", "Used oils") == find_code("waste_stream", "废油") == "WS-OILS"
    assert find_code("country", "Atlantis") is None
    countries = TYPES["activity"].by_name["countries"]
    assert value_of(countries, "Sénégal, Togo; Bénin") == {"SN": True, "TG": True, "BJ": True}
    with pytest.raises(NotUnderstood):
        value_of(countries, "Sénégal, Atlantis")


def test_the_language_is_told_from_the_texts() -> None:
    assert guess_language(["Formation des agents de la douane", "Inventaire des huiles usées"], "en") == "fr"
    assert guess_language(["تدريب موظفي الجمارك"], "en") == "ar"
    assert guess_language(["PCB", "42"], "ru") == "ru"


@pytest.mark.parametrize(
    ("text", "code"), [("Dear colleague, please find attached\n", "format.unknown"), ("x,y\n1,2\n3,4\n", "sheet.nothing_known")]
)
def test_what_is_no_table_or_says_nothing_is_refused(write, text: str, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(write(text))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Name of the activity,Start of activity,Country,City", "Workshop,2026-02-03,Senegal,Dakar"),
        ("Nom de l'activité,Date de commencement,Pays,Ville", "Atelier,03/02/2026,Sénégal,Dakar"),
        ("Título de la actividad,Fecha de comienzo,País,Ciudad", "Taller,03/02/2026,Senegal,Dakar"),
        ("اسم النشاط,تاريخ البداية,الدولة,المكان", "ورشة,03/02/2026,السنغال,دكار"),
        ("活动名称,起始日期,国别,所在城市", "研讨会,2026-02-03,塞内加尔,达喀尔"),
        ("Наименование мероприятия,Начало,Страна,Место/город", "Семинар,03.02.2026,Сенегал,Дакар"),
    ],
)
def test_usual_headings_are_known_in_six_languages(headings: str, row: str, write) -> None:
    guessed = guess_mapping(read_book(write(f"{headings}\n{row}\n")).sheets[0])
    assert guessed.columns == {"A": "title", "B": "starts_on", "C": "country", "D": "city"}
    assert guessed.type == "activity"


@pytest.mark.parametrize("headings", ["Nombre,Tipo,País", "المنظمة,النوع,البلد", "组织,类型,国家", "Организация,Тип,Страна"])
def test_a_list_of_organizations_is_none_of_activities(headings: str, write) -> None:
    assert guess_mapping(read_book(write(f"{headings}\nA,B,C\n")).sheets[0]).type == "partner"


def test_a_row_that_says_only_where_is_left_out_and_said(desk: Desk, write) -> None:
    rows = ("Workshop,,Mali,,", ",,Mali,,", ",,Mali,2026-02-03,7", ",R-1,Mali,,", ",,,,7")
    table = "Activity,Reference,Country,Start date,Women\n" + "\n".join(rows) + "\n"
    intake = take_in(desk, read(write(table)))
    assert (intake.read, intake.created, intake.rejected) == (5, 2, 3)
    assert {one.code for one in intake.warnings} == {"sheet.row_unnamed"}
    assert [one.raw[2] for one in intake.rejects] == ["Mali", "Mali", ""]
    untitled = write("Type,Country,Start date,Women\nTraining,Mali,2026-02-03,7\n,Mali,,7\n", "untitled.csv")
    intake = take_in(desk, read(untitled), rehearse=True)
    assert (intake.created, intake.rejected) == (1, 1), "where no row has a title, a kind and a day will do"
