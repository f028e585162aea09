"""Every command tells itself, in every language, and takes the global options before and after its name."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from baseldesk.cli.frame import Group
from baseldesk.cli.root import root
from baseldesk.i18n import LANGUAGES

# Of the names in the design that this version has; these are kept for ever.
KEPT = """
init demo; record types new set show list delete restore merge unmerge; link; unlink; attach; search; import;
enrol request show accept install; roster show; bundle export check import; receipt export import; sync status diary;
conflicts list choose; undo; report list activity cover-note; check; digest
"""


def find_commands(group: Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that lead to it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None, name
        yield (*path, name), found
        if isinstance(found, Group):
            yield from find_commands(found, (*path, name))


assert isinstance(root, Group)
COMMANDS = dict(find_commands(root))


def test_the_names_of_the_design_are_there():
    names = {path for path, found in COMMANDS.items() if not isinstance(found, Group)}
    kept = set()
    for line in KEPT.replace("\n", " ").split(";"):
        first, *others = line.split()
        group = first in {path[0] for path in names if len(path) > 1}
        kept |= {(first, other) for other in others} if group else {(one,) for one in (first, *others)}
    assert kept <= names


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_a_command_tells_what_it_does_and_every_option(run, path):
    found = COMMANDS[path]
    assert (found.help or "").strip().endswith((".", ")"))
    options = [one for one in found.params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []
    ran = run(*path, "--help")
    assert ran.code == 0
    for one in options:
        assert one.opts[-1] in ran.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_told_in_the_language_asked_for(run, language):
    from baseldesk.i18n import translator

    told = " ".join(run("--language", language, "digest", "--help").out.split())
    text = translator(language).gettext(COMMANDS["digest",].help or "").split("\n")[0]
    assert text[:20] in told


def test_global_options_stand_before_or_after(run, centre):
    before = run("--desk", centre, "--json", "digest")
    after = run("digest", "--json", "--desk", centre)
    between = run("record", "--desk", centre, "list", "--json", "activity")
    assert before.json == after.json
    assert between.lines[0]["type"] == "activity"


def test_the_desk_may_stand_in_the_environment(run, centre, monkeypatch):
    monkeypatch.setenv("BASELDESK_DESK", str(centre))
    assert run("digest").code == 0


def test_the_version_is_told(run):
    assert run("--version").out.startswith("baseldesk ")


def test_nothing_heavy_is_loaded_to_tell_the_help():
    import subprocess
    import sys

    code = "import sys; from baseldesk.cli import main; main(['--help']); print(','.join(sys.modules), file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"sqlalchemy", "reportlab", "lxml", "cryptography", "PySide6", "babel.dates", "sqlcipher3"}
    assert heavy & set(ran.stderr.split(",")) == set()


def test_the_window_opens_without_click():
    import subprocess
    import sys

    code = (
        "import sys; from baseldesk.cli import window; print(window.read_options(['--desk', 'x'])); print('click' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["{'desk': 'x'}", "False"]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([], {}),
        (["--desk", "x", "--probe=first-paint"], {"desk": "x", "probe": "first-paint"}),
        (["--language", "ar"], {"language": "ar"}),
        (["--language", "xx"], None),
        (["--probe", "other"], None),
        (["--desk"], None),
        (["record"], None),
        (["--json"], None),
    ],
)
def test_what_opens_the_window(given, found):
    from baseldesk.cli.window import read_options

    assert read_options(given) == found
