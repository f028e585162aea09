"""One activity being read: what it is called, what holds where nothing is said, and what has to be said about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from baseldesk.formats.draft import Ref, Warned
from baseldesk.formats.iati.tree import NARRATIVE, TEXT, Node, first_line, language_code, one_line, stated, take, to_text
from baseldesk.records import vocabulary
from baseldesk.records.values import LONGEST_TEXT, decimal_text

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?![\d-])")


class Reading:
    """Takes dates, amounts, codes and texts from an activity's elements; what it cannot read stays there, with a warning."""

    def __init__(self, identifier: str, language: str, currency: str) -> None:
        self.identifier = identifier
        self.language = language
        self.currency = currency
        self.warnings: list[Warned] = []

    @property
    def activity(self) -> Ref:
        """The activity's own record."""
        return Ref("activity", (self.identifier,))

    def warn(self, code: str, **params: object) -> None:
        """Says something about this activity."""
        self.warnings.append(Warned(self.identifier, code, params))

    def take_date(self, node: Node, element: str, attribute: str = "iso-date") -> date | None:
        """Takes a date; one with more behind it stays as it was, too."""
        raw = stated(node, attribute)
        if not raw:
            return None
        day = self.read_date(node, attribute)
        if day is None:
            self.warn("iati.date_invalid", element=element, value=raw[:40])
        elif len(raw) == len("2004-04-26"):
            del node[attribute]
        return day

    def read_date(self, node: Node, attribute: str = "iso-date") -> date | None:
        """The date, left there; None where it is none."""
        found = _DATE.match(stated(node, attribute))
        try:
            return date.fromisoformat(found[0]) if found else None
        except ValueError:
            return None

    def take_amount(self, node: Node, element: str) -> Decimal | None:
        """Takes the amount that stands as the element's text."""
        amount = self.read_amount(node, element)
        if amount is not None:
            del node[TEXT]
        return amount

    def read_amount(self, node: Node, element: str) -> Decimal | None:
        """The amount that stands as the element's text, left there."""
        raw = stated(node, TEXT)
        try:
            return Decimal(decimal_text(raw)) if raw else None
        except (ValueError, InvalidOperation):
            self.warn("iati.amount_invalid", element=element, value=raw[:40])
            return None

    def currency_of(self, value: Node) -> str:
        """The currency of a value, else that of the activity."""
        return (stated(value, "currency") or self.currency).upper()

    def take_currency(self, value: Node, element: str) -> str:
        """Takes the currency of a value; empty where there is none that is known."""
        code = self.currency_of(value)
        if vocabulary.has("currency", code):
            take(value, "currency")
            return code
        if code:
            self.warn("iati.code_unknown", element=element, value=code[:20])
        else:
            self.warn("iati.currency_missing", element=element)
        return ""

    def take_code(self, node: Node, key: str, table: Mapping[str, str], element: str) -> str | None:
        """Takes a code of theirs as one of ours."""
        raw = stated(node, key)
        if raw in table:
            del node[key]
            return table[raw]
        if raw:
            self.warn("iati.code_unknown", element=element, value=raw[:20])
        return None

    def take_texts(self, node: Node, *, line: bool = False) -> dict[str, str]:
        """Takes the narratives: {language: text}, on one line where the field has only one."""
        held = node.pop(NARRATIVE, {})
        for language in held:
            if language_code(language) is None:
                self.warn("iati.language_unknown", value=language[:20])
        return {language: one_line(text) for language, text in held.items()} if line else dict(held)

    def read_text(self, node: Node) -> str:
        """One narrative, on one line, for a field that has no languages: the activity's own, else the first."""
        held = node.get(NARRATIVE)
        return first_line(held[self._language_among(held)]) if held else ""

    def take_text(self, node: Node) -> str:
        """As `read_text`, taking it; narratives in other languages, and paragraphs after the first, stay."""
        held = node.get(NARRATIVE)
        if not held:
            return ""
        language = self._language_among(held)
        text = held.pop(language)
        if rest := text.partition("\n\n")[2]:
            held[language] = rest
        return first_line(text)

    def _language_among(self, held: dict[str, str]) -> str:
        return self.language if self.language in held else next(iter(held))

    def other_data(self, node: Node) -> str:
        """What is left, as the text of the field; the largest parts are left out, and named, where it is too long for one."""
        text = to_text(node)
        while len(text) * 4 > LONGEST_TEXT and len(text.encode()) > LONGEST_TEXT:
            largest = max(node, key=lambda key: len(to_text({key: node[key]})))
            self.warn("iati.left_out", element=largest, kilobytes=len(to_text({largest: node.pop(largest)})) >> 10)
            text = to_text(node)
        return text
