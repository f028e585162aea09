"""Errors at the edge: told in the reader's language with what to do next, or as JSON; what nobody foresaw goes into a log."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from baseldesk import __version__
from baseldesk.cli.output import write_json
from baseldesk.cli.sentences import explain
from baseldesk.cli.session import Session
from baseldesk.errors import BaselDeskError, Cancelled, DeskDamaged, DeskError, DeskLocked, MediumError, UsageError

DEBUG = "BASELDESK_DEBUG"


def tell(error: BaseException, session: Session, given: Sequence[str]) -> int:
    """Says what happened and what is safe; gives the exit code."""
    known = understand(error)
    if os.environ.get(DEBUG):
        traceback.print_exception(error, file=sys.stderr)
    if known is None:
        known = BaselDeskError("bug", kind=type(error).__name__, log=keep_log(error))
    if session.json or "--json" in given:
        write_json({"error": as_json(known, session)})
    else:
        say(known, session)
    return known.exit_code


def understand(error: BaseException) -> BaselDeskError | None:
    """The error as one of ours; None where it is our fault."""
    if isinstance(error, BaselDeskError):
        return error
    if isinstance(error, KeyboardInterrupt):
        return Cancelled()
    if isinstance(error, OSError):
        return _of_system(error)
    return _of_click(error) or _of_store(error)


def _of_system(error: OSError) -> BaselDeskError:
    reason = error.strerror or type(error).__name__
    if not isinstance(error.filename, str | bytes):
        return MediumError("system.output", reason=reason)
    return MediumError("system.file", file=Path(os.fsdecode(error.filename)).name, reason=reason)


def _of_click(error: BaseException) -> BaselDeskError | None:
    import click

    if isinstance(error, click.Abort):
        return Cancelled()
    if isinstance(error, click.ClickException):
        context = getattr(error, "ctx", None)
        return UsageError("cli.usage", text=error.format_message(), command=context.command_path if context else "baseldesk")
    return None


def _of_store(error: BaseException) -> BaselDeskError | None:
    """What the database's driver says while it works, told apart without loading it."""
    driver = sys.modules.get("sqlcipher3.dbapi2")
    cause = getattr(error, "orig", None) or error  # SQLAlchemy wraps it
    if driver is None or not isinstance(cause, driver.DatabaseError):
        return None
    reason = str(cause)
    if "locked" in reason:
        return DeskLocked("system.store", reason=reason)
    if any(sign in reason for sign in ("malformed", "not a database", "disk I/O")):
        return DeskDamaged("system.store", reason=reason)
    is_ours = isinstance(cause, driver.ProgrammingError | driver.IntegrityError) or "no such" in reason or "syntax" in reason
    return None if is_ours else DeskError("system.store", reason=reason)


def as_json(error: BaselDeskError, session: Session) -> dict[str, object]:
    """The error for a script: stable code and parameters, and the words for a person."""
    text, hint = explain(error.code, error.params, session.t)
    return {"code": error.code, "text": text, "hint": hint, "params": dict(error.params)}


def say(error: BaselDeskError, session: Session) -> None:
    """Sentence and hint on stderr; a broken rule names its field."""
    text, hint = explain(error.code, error.params, session.t)
    field = getattr(error, "field", "")
    print(f"{field}: {text}" if field else text, file=sys.stderr)
    if hint:
        print(hint, file=sys.stderr)


def keep_log(error: BaseException) -> str:
    """Writes where in the program it happened, without a word of what it was working on; gives the path, "" where that failed."""
    from platformdirs import user_log_path

    try:
        folder = user_log_path("baseldesk", appauthor=False, ensure_exists=True)
        now = datetime.now(UTC)
        place = folder / f"fault-{now:%Y%m%d-%H%M%S-%f}.log"
        place.write_text("\n".join(describe(error, now)) + "\n", encoding="utf-8")
    except OSError:
        return ""
    return str(place)


def describe(error: BaseException, now: datetime) -> list[str]:
    """Version, system, and the calls as file, line and function: messages and paths may hold names of people."""
    lines = [
        f"at={now.isoformat(timespec='seconds')}",
        f"baseldesk={__version__}",
        f"python={platform.python_version()} system={platform.system()} {platform.machine()}",
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"error={type(seen).__module__}.{type(seen).__qualname__}")
        lines += [f"  {_place(one.filename)}:{one.lineno} {one.name}" for one in traceback.extract_tb(seen.__traceback__)]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return lines


def _place(path: str) -> str:
    """The end of a path: what lies before may be a person's home."""
    parts = Path(path).parts
    starts = [i for i, part in enumerate(parts) if part in ("baseldesk", "ui", "site-packages")]
    return "/".join(parts[starts[-1] :] if starts else parts[-1:])
