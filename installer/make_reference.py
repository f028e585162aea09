"""Makes the reference tables under ``resources/`` again, from other people's data and from our own programme files.

    make_reference.py              the index of all vocabularies, from resources/programme and resources/reference
    make_reference.py --from DATA  the tables of countries, currencies, languages and Y codes first

DATA is a folder that holds ``m49/``, ``basel/`` and ``iati/codelists/``; what each table is made of, under which licence,
and what is changed on the way stands in ``resources/README.md``.
"""

import argparse
import csv
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
LANGUAGES = {"en": "en", "fr": "fr", "es": "es", "ar": "ar", "zh": "cn", "ru": "ru"}

Row = tuple[str, ...]

# Added to Annex II in 2019 and 2022, after the source was written.
LATER_Y_CODES = {
    "Y48": "Plastic waste, including mixtures of such waste",
    "Y49": "Electrical and electronic waste",
}

Links = Mapping[str, Iterable[str]]


def main() -> None:
    """Writes the tables and says which."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--from", dest="data", type=Path, metavar="DATA")
    data: Path | None = options.parse_args().data
    if data:
        make_tables(data)
    programme = read_yaml("programme/programme.yaml")
    write_table("programme/release.tsv", ("release",), ((str(programme["release"]),),))
    write_table("programme/vocabularies.tsv", ("vocabulary", "code", "links"), vocabulary_rows(programme))


def make_tables(data: Path) -> None:
    """The tables of resources/reference that come from other people's data."""
    names = {ours: list(read_csv(data / "m49" / f"UNSD-{theirs}.csv")) for ours, theirs in LANGUAGES.items()}
    write_table("reference/country-names.tsv", ("code", *LANGUAGES), name_rows(names))
    write_table("reference/region-names.tsv", ("m49", *LANGUAGES), region_rows(names))
    write_table(
        "reference/countries.tsv",
        ("code", "alpha3", "m49", "region", "subregion", "intermediate", "groups"),
        country_rows(names["en"]),
    )
    currencies = sorted({*codes_of(data / "iati/codelists/Currency.xml"), *country_currencies(data / "m49/country-codes.csv")})
    write_table("reference/currencies.tsv", ("code",), ((code,) for code in currencies))
    languages = sorted(code.lower() for code in codes_of(data / "iati/codelists/Language.xml"))
    write_table("reference/languages.tsv", ("code",), ((code,) for code in languages))
    write_table("reference/y-codes.tsv", ("code", "lang", "text", "wording", "source"), y_code_rows(data / "basel"))


def name_rows(names: Mapping[str, list[dict[str, str]]]) -> Iterator[Row]:
    """One row per country: its code and its name in each language, ours where amended-names.tsv has one."""
    amended = {row[0]: row[1:] for row in read_table("reference/amended-names.tsv")}
    found = [{row["ISO-alpha2 Code"]: plain(row["Country or Area"]) for row in names[language]} for language in LANGUAGES]
    for code in sorted({*found[0], *amended}):
        yield (code, *(amended.get(code) or (by_code[code] for by_code in found)))


def region_rows(names: Mapping[str, list[dict[str, str]]]) -> Iterator[Row]:
    """One row per region, subregion and intermediate region: its M49 code and its name in each language."""
    found: dict[str, dict[str, str]] = {}
    for language, rows in names.items():
        for row in rows:
            for level in ("Region", "Sub-region", "Intermediate Region"):
                if row[f"{level} Code"]:
                    found.setdefault(row[f"{level} Code"], {})[language] = plain(row[f"{level} Name"])
    for code in sorted(found):
        yield (code, *(found[code][language] for language in LANGUAGES))


def country_rows(rows: Iterable[dict[str, str]]) -> Iterator[Row]:
    """One row per country: its codes, the regions that it lies in, and the groups LDC, LLDC, SIDS that it belongs to."""
    for row in sorted(rows, key=lambda row: row["ISO-alpha2 Code"]):
        groups = [group for group in ("LDC", "LLDC", "SIDS") for heading in row if f"({group})" in heading and row[heading]]
        regions = (row[f"{level} Code"] for level in ("Region", "Sub-region", "Intermediate Region"))
        yield (row["ISO-alpha2 Code"], row["ISO-alpha3 Code"], row["M49 Code"], *regions, ",".join(groups))


def y_code_rows(basel: Path) -> Iterator[Row]:
    """Labels of the Y codes in English and, where there are any, in Spanish; the other languages are in y-codes-ours.tsv."""
    for row in read_csv(basel / "annex-i-iii-iv-en.csv"):
        if row["kind"].startswith("Y"):
            text = plain(row["description_en"]).replace("medical centers", "medical centres").replace("congenor", "congener")
            yield row["code"], "en", text, "usual", "DEFRA, IWS database (OGL v3)"
    for code, text in LATER_Y_CODES.items():
        yield code, "en", text, "ours", ""
    for line in (basel / "annex-i-es.tsv").read_text(encoding="utf-8").splitlines():
        code, text = line.split("\t")
        yield code, "es", text, "usual", "RNDC remesa guide, version 4 (Spanish)"


def vocabulary_rows(programme: Mapping[str, Any]) -> Iterator[Row]:
    """Every code of every vocabulary, in the order in which people see it, with what it is linked to."""
    yield from programme_rows(programme)
    yield from centre_rows(read_yaml("programme/centres.yaml"))
    yield from own_rows()
    for vocabulary, table in (("country", "country-names"), ("currency", "currencies"), ("language", "languages")):
        yield from ((vocabulary, row[0], "") for row in read_table(f"reference/{table}.tsv"))
    codes = sorted({row[0] for row in read_table("reference/y-codes.tsv")}, key=lambda code: int(code[1:]))
    yield from (("y_code", code, "") for code in codes)


def programme_rows(programme: Mapping[str, Any]) -> Iterator[Row]:
    """The codes of the work plan, and of the lists that the decision gives or that practice adds."""
    for plan in programme["work_plans"]:
        yield row_of("work_plan", plan["code"], {"from": [plan["from"]], "to": [plan["to"]]})
    for objective in programme["objectives"]:
        yield from objective_rows(objective)
    for stream in programme["priority_waste_streams"]:
        yield row_of("waste_stream", stream["code"], {"priority": ["yes"]})
    for stream in programme["other_waste_streams"]:
        yield row_of("waste_stream", stream["code"], {"y_codes": stream.get("y", ())})
    for kind in programme["activity_kinds"] + programme["more_activity_kinds"]:
        yield row_of("activity_kind", kind["code"], {"core_function": as_list(kind.get("core_function"))})
    for measure in programme["measures"]:
        yield row_of("measure", measure["code"], {"indicator": as_list(measure["indicator"])})
    for vocabulary, *sections in (
        ("core_function", "core_functions"),
        ("theme", "themes"),
        ("stakeholder_kind", "stakeholder_kinds", "more_stakeholder_kinds"),
        ("selection_criterion", "partner_selection_criteria"),
        ("business_principle", "un_business_principles"),
        ("safeguard", "safeguards"),
        ("secretariat_duty", "secretariat_duties"),
        ("encouragement", "encouragements"),
    ):
        yield from (row_of(vocabulary, one["code"], {}) for section in sections for one in programme[section])
    yield from (row_of("instrument", code, {}) for code in programme["instruments"])


def objective_rows(objective: Mapping[str, Any]) -> Iterator[Row]:
    """An objective and what the plan sets side by side under it; a component is the objective's own."""
    code = objective["code"]
    yield row_of("objective", code, {})
    for part in objective.get("sub_objectives", ()):
        yield row_of("sub_objective", part["code"], {"objective": [code]})
    for part in objective["components"]:
        yield row_of("component", f"{code}-{part['code']}", {"objective": [code]})
    for part in objective["key_activities"]:
        suggested = {"waste_streams": part.get("waste_streams", ()), "themes": part.get("themes", ())}
        yield row_of("key_activity", part["code"], {"objective": [code], **suggested})
    for part in objective["indicators"]:
        yield row_of("indicator", part["code"], {"objective": [code]})


def centre_rows(centres: Mapping[str, Any]) -> Iterator[Row]:
    """The centres with what is known of each, then the secretariat."""
    for centre in (*centres["centres"], centres["secretariat"]):
        known = {name: as_list(centre.get(name)) for name in ("host", "city", "framework_agreement", "instruments", "languages")}
        yield row_of("centre", centre["code"], known)


def own_rows() -> Iterator[Row]:
    """Our own choice lists, in the order of their labels."""
    for name in dict.fromkeys(row[0] for row in read_table("programme/ours.tsv")):
        vocabulary, code = name.split(".")
        yield vocabulary, code, ""


def row_of(vocabulary: str, code: str, links: Links) -> Row:
    """A row of the index; links are written ``name=a,b|name=c``."""
    written = (f"{name}={','.join(map(str, codes))}" for name, codes in links.items() if codes)
    return vocabulary, code, "|".join(written)


def as_list(value: Any) -> list[Any]:
    """One value, several or none, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def codes_of(codelist: Path) -> Iterator[str]:
    """The codes of an IATI code list, withdrawn ones too: old records still carry them."""
    return (str(item.findtext("code")).strip() for item in ET.parse(codelist).iter("codelist-item"))


def country_currencies(codes: Path) -> Iterator[str]:
    """The currencies that countries use."""
    return (one for row in read_csv(codes) for one in row["ISO4217-currency_alphabetic_code"].split(",") if one.strip())


def plain(text: str) -> str:
    """The text with single spaces and straight apostrophes, as everywhere in the programme."""
    return " ".join(text.split()).replace("’", "'")


def read_yaml(name: str) -> dict[str, Any]:
    """One of our own files that people edit."""
    content: dict[str, Any] = yaml.safe_load((RESOURCES / name).read_text(encoding="utf-8"))
    return content


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a comma-separated file, by heading."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def read_table(name: str) -> list[list[str]]:
    """The rows of one of our own tables, without the heading."""
    return [line.split("\t") for line in (RESOURCES / name).read_text(encoding="utf-8").splitlines()[1:]]


def write_table(name: str, heading: Row, rows: Iterable[Row]) -> None:
    """Writes a tab-separated table under resources/."""
    lines = ["\t".join(row) for row in (heading, *rows)]
    (RESOURCES / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{name}: {len(lines) - 1} rows")


if __name__ == "__main__":
    main()
