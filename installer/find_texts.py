"""Finds the texts of the program that people see: the literals that stand in one of the functions named here.

Where a function takes the two forms of a plural, each form may be a literal, an ``N_("…")`` or a constant of the module that
holds one; two marked texts with ``{n}`` side by side are such forms, too. They make one message, not two.
"""

import ast
from collections.abc import Iterator
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


def find_texts(source: Path) -> list[Text]:
    """The texts of one file of the program, each once, in the order in which they stand."""
    tree = ast.parse(source.read_text(encoding="utf-8"), filename=str(source))
    constants = dict(read_constants(tree))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    pairs = [text for node in ast.walk(tree) if isinstance(node, ast.Tuple) for text in pair_of(node)]
    plurals = [*pairs, *(text for call in calls for text in plural_of(call, constants))]
    in_plurals = {form for text in plurals for form in (text.msgid, text.plural)}
    singles = [text for call in calls for text in single_of(call) if text.context or text.msgid not in in_plurals]
    return list(dict.fromkeys([*plurals, *singles]))


def plural_of(call: ast.Call, constants: dict[str, str]) -> Iterator[Text]:
    """The two forms that a call is given."""
    at = PLURAL.get(name_of(call))
    if at is not None and len(call.args) >= at + 2:
        one, many = (literal_of(argument, constants) for argument in call.args[at : at + 2])
        if one and many:
            yield Text(one, plural=many)


def pair_of(node: ast.Tuple) -> Iterator[Text]:
    """The two forms that stand side by side, as in ``one, many = N_("{n} day"), N_("{n} days")``."""
    forms = [literal_of(one, {}) for one in node.elts if isinstance(one, ast.Call)]
    if len(node.elts) == len(forms) == 2 and all("{n}" in form for form in forms):
        yield Text(forms[0], plural=forms[1])


def single_of(call: ast.Call) -> Iterator[Text]:
    """The text, with its context, that stands as a literal in a call."""
    name = name_of(call)
    if name in CONTEXT and len(call.args) == 2:
        context, text = (literal_of(argument, {}) for argument in call.args)
        if context and text:
            yield Text(text, context=context)
    elif name in SINGLE and len(call.args) > SINGLE[name]:
        argument = call.args[SINGLE[name]]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
            yield Text(argument.value)


def literal_of(node: ast.expr, constants: dict[str, str]) -> str:
    """The text that an expression stands for, or "" where that is known only when the program runs."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Call) and name_of(node) == "N_" and node.args:
        return literal_of(node.args[0], {})
    return constants.get(node.id, "") if isinstance(node, ast.Name) else ""


def read_constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The names of a module that stand for one text."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            text = literal_of(node.value, {})
            if text:
                yield node.targets[0].id, text


def name_of(call: ast.Call) -> str:
    """The last name of what is called: ``format`` of ``t.format(…)``, but nothing of ``"…".format(…)``."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return "" if isinstance(function.value, ast.Constant) else function.attr
    return function.id if isinstance(function, ast.Name) else ""
