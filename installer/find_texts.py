"""Finds the texts of the program that people see: the literals that stand in one of the functions named here.

Where a function takes the two forms of a plural, each form may be a literal, an ``N_("…")`` or a name that was given one
above; two marked texts with ``{n}`` side by side are such forms, too. They make one message, not two.
"""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

# By function: which argument is the text; a plural's second form is the next one, a context stands before its text.
SINGLE = {"_": 0, "N_": 0, "gettext": 0, "format": 0, "tr": 0, "say": 1}
PLURAL = {"ngettext": 0, "format_plural": 0, "say_plural": 1}
CONTEXT = {"pgettext"}


class Text(NamedTuple):
    """One text with its plural and context, where it has them."""

    msgid: str
    plural: str = ""
    context: str = ""


class Named(NamedTuple):
    """A name that stands for a text from this line on."""

    line: int
    name: str
    text: str


def find_texts(source: Path) -> list[Text]:
    """The texts of one file of the program, each once, in the order in which they stand."""
    tree = ast.parse(source.read_text(encoding="utf-8"), filename=str(source))
    named = list(read_named(tree))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    pairs = [text for node in ast.walk(tree) if isinstance(node, ast.Tuple) for text in pair_of(node)]
    plurals = [*pairs, *(text for call in calls for text in plural_of(call, named))]
    in_plurals = {form for text in plurals for form in (text.msgid, text.plural)}
    singles = [text for call in calls for text in single_of(call) if text.context or text.msgid not in in_plurals]
    return list(dict.fromkeys([*plurals, *singles]))


def plural_of(call: ast.Call, named: list[Named]) -> Iterator[Text]:
    """The two forms that a call is given."""
    at = PLURAL.get(name_of(call))
    if at is not None and len(call.args) >= at + 2:
        one, many = (literal_of(argument, named) for argument in call.args[at : at + 2])
        if one and many:
            yield Text(one, plural=many)


def pair_of(node: ast.Tuple) -> Iterator[Text]:
    """The two forms that stand side by side, as in ``one, many = N_("{n} day"), N_("{n} days")``."""
    forms = [literal_of(one) for one in node.elts if isinstance(one, ast.Call)]
    if len(node.elts) == len(forms) == 2 and all("{n}" in form for form in forms):
        yield Text(forms[0], plural=forms[1])


def single_of(call: ast.Call) -> Iterator[Text]:
    """The text, with its context, that stands as a literal in a call."""
    name = name_of(call)
    if name in CONTEXT and len(call.args) == 2:
        context, text = (literal_of(argument) for argument in call.args)
        if context and text:
            yield Text(text, context=context)
    elif name in SINGLE and len(call.args) > SINGLE[name]:
        argument = call.args[SINGLE[name]]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
            yield Text(argument.value)


def literal_of(node: ast.expr, named: Sequence[Named] = ()) -> str:
    """The text that an expression stands for, or "" where that is known only when the program runs."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Call) and name_of(node) == "N_" and node.args:
        return literal_of(node.args[0])
    above = [one for one in named if isinstance(node, ast.Name) and one.name == node.id and one.line <= node.lineno]
    return max(above).text if above else ""


def read_named(tree: ast.Module) -> Iterator[Named]:
    """The names that are given one marked text, and in which line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            text = literal_of(node.value)
            if text:
                yield Named(node.lineno, node.targets[0].id, text)


def name_of(call: ast.Call) -> str:
    """The last name of what is called: ``format`` of ``t.format(…)``, but nothing of ``"…".format(…)``."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return "" if isinstance(function.value, ast.Constant) else function.attr
    return function.id if isinstance(function, ast.Name) else ""
