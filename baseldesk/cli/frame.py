"""How commands are made: loaded when named, told about in the reader's language, with the global options before or after them."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from baseldesk.cli.session import Session
from baseldesk.errors import MediumError
from baseldesk.i18n import LANGUAGES, N_, current

Function = TypeVar("Function", bound=Callable[..., Any])


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Puts a global option where every command finds it; one that was not given changes nothing."""
    session = context.find_root().ensure_object(Session)
    if value not in (None, False) and parameter.name:
        setattr(session, parameter.name, value)


def tell_language(context: click.Context) -> None:
    """Makes the language asked for the one that help is told in."""
    _ = context.find_root().ensure_object(Session).t


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Name and help for the list of options."""
        tell_language(ctx)
        original, self.help = self.help, current().gettext(self.help or "")
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = original


def global_options() -> list[click.Parameter]:
    """The options that every command takes."""
    folder = click.Path(file_okay=False, path_type=Path)
    kept: dict[str, Any] = {"expose_value": False, "callback": _keep}
    return [
        Option(["--desk"], type=folder, metavar="FOLDER", envvar="BASELDESK_DESK", help=N_("The folder of the records."), **kept),
        Option(["--language"], type=click.Choice(LANGUAGES), is_eager=True, help=N_("The language of what is shown."), **kept),
        Option(["--json"], is_flag=True, help=N_("Write JSON for scripts."), **kept),
        Option(
            ["--passphrase-file"],
            type=click.Path(path_type=Path),
            metavar="FILE",
            help=N_("The file with the passphrase of the keys."),
            **kept,
        ),
        Option(["--quiet"], is_flag=True, help=N_("Show no progress, only results."), **kept),
    ]


class Command(click.Command):
    """A command with the global options and a translated help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(global_options())

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help, in the reader's language."""
        tell_language(ctx)
        with formatter.indentation():
            formatter.write_paragraph()
            for paragraph in current().gettext(self.help or "").split("\n"):
                formatter.write_text(paragraph)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence, for the list of commands."""
        return summary(self)


class Group(click.Group):
    """A group whose commands are imported when they are named."""

    def __init__(self, *args: Any, lazy: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = dict(lazy)
        self.params.extend(global_options())

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of their declaration."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in self._lazy:
            return None
        module, _, attribute = self._lazy[cmd_name].partition(":")
        found: click.Command = getattr(importlib.import_module(f"baseldesk.cli.commands.{module}"), attribute)
        return found

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help, in the reader's language."""
        tell_language(ctx)
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(current().gettext(self.help or ""))

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence, for the list of commands."""
        return summary(self)


def summary(command: click.Command) -> str:
    """The first line of a command's help, translated."""
    return current().gettext(command.help or "").split("\n")[0]


def command(name: str, text: str) -> Callable[[Function], click.Command]:
    """Makes a function a command that is given the session first; `text` is the help, its first line the summary."""

    def make(function: Function) -> click.Command:
        return click.command(name, cls=Command, help=text)(click.pass_obj(function))

    return make


def option(*names: str, **attributes: Any) -> Callable[[Function], Function]:
    """An option of one command."""
    return click.option(*names, cls=Option, **attributes)


# Whether a file is there and can be read is found out, and told in the reader's language, by who reads it.
FILE = click.Path(path_type=Path)


class _Target(click.Path):
    """Where something is to be written: a file, or a folder that is there. `/media/stick/` without the stick is no file name."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path.

        Raises:
            MediumError: it is written as a folder, and there is none.
        """
        if str(value).endswith(("/", os.sep)) and not Path(value).is_dir():
            raise MediumError("cli.folder_missing", folder=str(value))
        return super().convert(value, param, ctx)


TARGET = _Target(path_type=Path)
