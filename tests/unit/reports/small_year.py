"""A year small enough to count by hand, activities, partners, money, results; and how its reports are read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.records.identity import derived_id
from baseldesk.reports.blocks import Chart, Facts, Heading, Note, Rows, Signatures, Text
from baseldesk.reports.document import Document
from baseldesk.reports.words import Span

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
OWNER = "BCRC-SEN"


def identity(kind: str, name: str) -> bytes:
    """The id of a record of the year."""
    return derived_id(OWNER, kind, "small", name)


def write(desk: Desk, kind: str, name: str, /, **values: object) -> bytes:
    """Saves one record."""
    desk.save([Edit(kind, identity(kind, name), values)], numbered=False)
    return identity(kind, name)


def fill(desk: Desk) -> None:
    """Writes the year."""
    training = write(
        desk, "activity", "training", title={"en": "Customs training", "fr": "Formation"}, reference="S-1", kind="AK-TRAIN",
        stage="completed",
        started_on=date(2025, 3, 3), ended_on=date(2025, 3, 5), instruments={"BC": True, "SC": True}, key_activity="KA1.03",
        waste_streams={"WS-EWASTE": True, "WS-PCB": True}, countries={"SN": True, "TG": True}, publish="yes", in_plan=True,
        planned_budget=Decimal(1000), planned_currency="USD", starts_on=date(2025, 3, 3), ends_on=date(2025, 3, 4), need="Need.",
        asked_by="Customs", outcomes={"en": "Two containers held."}, challenges={"fr": "Routes coupées."},
    )  # fmt: skip
    campaign = write(
        desk, "activity", "campaign", title={"en": "Campaign"}, reference="S-2", kind="AK-AWARE", stage="implemented",
        started_on=date(2025, 6, 1), waste_streams={"WS-EWASTE": True}, country="ML", publish="no", in_plan=True,
        planned_budget=Decimal(500), planned_currency="EUR", starts_on=date(2025, 6, 1), objective="OBJ3",
    )  # fmt: skip
    write(
        desk,
        "activity",
        "cancelled",
        title={"en": "Off"},
        kind="AK-TRAIN",
        stage="cancelled",
        starts_on=date(2025, 9, 1),
        countries={"BJ": True},
    )
    write(
        desk,
        "activity",
        "before",
        title={"en": "Before"},
        kind="AK-TRAIN",
        stage="completed",
        started_on=date(2024, 5, 1),
        ended_on=date(2024, 5, 2),
    )
    write(desk, "headcount", "all", activity=training, women=12, men=8)
    write(desk, "headcount", "togo", activity=training, women=1, men=2, country="TG")
    for name, kind, publish in (("city", "SK-CITY", "yes"), ("firm", "SK-IND", "yes"), ("quiet", "SK-NGO", "no")):
        partner = write(
            desk,
            "partner",
            name,
            name={"en": f"The {name}"},
            stakeholder_kind=kind,
            publish=publish,
            cooperation_since=date(2025, 2, 1),
        )
        role = "funding" if name == "quiet" else "host"
        link = derived_id(OWNER, "activity_partner", training, partner, role)
        desk.save([Edit("activity_partner", link, {"activity": training, "partner": partner, "role": role})])
    _money(desk, training)
    _results(desk, training)
    write(
        desk,
        "partnership",
        "phones",
        title={"en": "Phones"},
        key_activity="KA1.01",
        stage="active",
        starts_on=date(2024, 1, 1),
        publish="yes",
        goal={"en": "Goal."},
    )
    write(desk, "interaction", "forum", title={"en": "Forum"}, kind="forum", held_on=date(2025, 10, 1), parties={"SN": True})
    write(desk, "opportunity", "secret", title={"en": "A secret offer"}, received_on=date(2025, 4, 1))
    write(desk, "follow_up", "slides", activity=campaign, what="Send the slides", due_on=date(2025, 7, 1), who="Office")


def _money(desk: Desk, training: bytes) -> None:
    gift = write(
        desk, "contribution", "gift", activity=training, donor=identity("partner", "firm"), amount=Decimal(700), currency="USD",
        stage="agreed", agreed_on=date(2025, 1, 9), purpose="activity", publish="yes",
    )  # fmt: skip
    core = write(
        desk,
        "contribution",
        "core",
        donor=identity("partner", "city"),
        amount=Decimal(90),
        currency="EUR",
        stage="agreed",
        purpose="core",
        agreed_on=date(2023, 1, 1),
    )
    write(desk, "payment", "one", contribution=gift, direction="received", paid_on=date(2025, 2, 1), amount=Decimal(700))
    write(
        desk,
        "payment",
        "two",
        contribution=core,
        direction="received",
        paid_on=date(2025, 2, 2),
        amount=Decimal(90),
        currency="EUR",
        amount_usd=Decimal(100),
    )
    write(
        desk,
        "payment",
        "three",
        contribution=core,
        direction="received",
        paid_on=date(2025, 2, 3),
        amount=Decimal(50),
        currency="XOF",
    )
    write(
        desk,
        "payment",
        "late",
        contribution=gift,
        direction="received",
        paid_on=date(2026, 2, 1),
        amount=Decimal(5000),
        currency="USD",
    )
    write(
        desk,
        "payment",
        "out",
        contribution=gift,
        direction="spent",
        paid_on=date(2025, 3, 5),
        amount=Decimal(650),
        currency="USD",
    )


def _results(desk: Desk, training: bytes) -> None:
    trained = write(
        desk, "result", "trained", activity=training, title={"en": "Officers trained"}, measure="M-PEOPLE", baseline=Decimal(0)
    )
    period = {"result": trained, "starts_on": FIRST, "ends_on": LAST}
    write(desk, "result_figure", "all", **period, target=Decimal(20), actual=Decimal(15))
    write(desk, "result_figure", "women", **period, actual=Decimal(9), sex="female")
    write(
        desk, "result_figure", "later", result=trained, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), target=Decimal(99)
    )
    rate = write(desk, "result", "rate", title={"en": "Inventories"}, indicator="IND2.2", baseline=Decimal(3))
    write(desk, "result_figure", "rate", result=rate, starts_on=FIRST, ends_on=LAST, target=Decimal(10), actual=Decimal("6.5"))
    write(
        desk,
        "result",
        "words",
        title={"en": "Support"},
        indicator="IND2.2",
        judgement="good",
        statement={"en": "Ministers spoke."},
    )


# --- reading a document
def plain(cell: object) -> str:
    """The text of a cell, its lines apart by « / »."""
    text = cell if isinstance(cell, str) else "".join(part.text for part in cell if isinstance(part, Span))  # type: ignore[attr-defined]
    return str(text).replace("\u2068", "").replace("\u2069", "").replace("\u00a0", " ").replace("\n", " / ")


def section(document: Document, key: str) -> list[object]:
    """The blocks of one section."""
    found: list[object] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading):
            inside = block.key == key
        elif inside:
            found.append(block)
    return found


def lines(document: Document, key: str, label: str | None = None) -> list[list[str]]:
    """The rows of the tables of a section, or of the one of that label; totals after them."""
    tables = [one for one in section(document, key) if isinstance(one, Rows) and (label is None or plain(one.label) == label)]
    return [[plain(cell) for cell in row] for one in tables for row in (*one.rows, *([one.totals] if one.totals else []))]


def facts(document: Document, key: str) -> dict[str, str]:
    """Label and value of the facts of a section; of the first page for ""."""
    held = (
        document.front.facts
        if not key
        else [fact for one in section(document, key) if isinstance(one, Facts) for fact in one.facts]
    )
    return {plain(one.label): plain(one.value) for one in held}


def words(document: Document, key: str) -> str:
    """All running text and notes of a section."""
    return " ".join(plain(one.text) for one in section(document, key) if isinstance(one, Text | Note))


def tell(document: Document) -> str:
    """The whole document as text, a line for each heading, fact, text and row: what a golden file holds."""
    front = document.front
    told = [
        plain(front.kind),
        plain(front.title.text),
        plain(front.mark),
        *(f"{plain(one.label)}: {plain(one.value)}" for one in front.facts),
    ]
    for block in document.blocks:
        told += _told(block)
    return "\n".join(told) + "\n"


def _told(block: object) -> list[str]:
    match block:
        case Heading(text, key):
            return ["", f"# {plain(text)} [{key}]"]
        case Facts(held):
            return [f"{plain(one.label)}: {plain(one.value)}{''.join(f' ({note})' for note in one.notes)}" for one in held]
        case Text() | Note():
            return [plain(block.text)]
        case Rows():
            rows = [[one.heading for one in block.columns], *block.rows, *([block.totals] if block.totals else [])]
            return (
                [f"## {plain(block.label)}", *(" | ".join(plain(cell) for cell in row) for row in rows)]
                if block.rows
                else [plain(block.empty)]
            )
        case Chart():
            series = (f"{plain(one.name)}: {', '.join(map(str, one.values))}" for one in block.series)
            return [f"[{block.form}] {plain(block.title)}: {', '.join(map(plain, block.labels))}", *series]
        case Signatures(people):
            return [f"{plain(one.role)}: {one.name} {one.function}".rstrip() for one in people]
    raise AssertionError(f"a block that nobody tells: {block}")
