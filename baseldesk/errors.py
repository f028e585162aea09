"""Every error that the core raises: a code and its parameters, never a sentence.

The sentence, and what to do next, is made at the edge (`baseldesk.messages`) in the reader's language.

    BaselDeskError                  exit 5 where nobody knew better
    ├── UsageError                  exit 2  wrong field, type, code, option
    ├── Cancelled                   exit 1  a person stopped it; nothing was changed
    ├── Refused                     exit 3  an input was refused, the store is untouched
    │   ├── FileRefused                     somebody else's file: IATI, spreadsheet, picture
    │   ├── BundleRefused                   one of our own files: bundle, receipt, enrolment, roster
    │   └── RuleBroken                      a rule of the records, with the field it is about
    ├── DeskError                   exit 4  the desk itself cannot be used
    │   ├── DeskLocked                      another BaselDesk has it open
    │   ├── DeskDamaged                     what is on disk contradicts itself
    │   └── DeskNewer                       written by a later version
    └── MediumError                 exit 3  writing to a stick or folder failed; the store is untouched
"""

from __future__ import annotations


class BaselDeskError(Exception):
    """A fault with a stable code (`area.reason`) and the parameters of its sentence."""

    exit_code = 5

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code


class UsageError(BaselDeskError):
    """What was asked for does not exist or cannot be written like that."""

    exit_code = 2


class Cancelled(BaselDeskError):
    """A person stopped the work; nothing was changed."""

    exit_code = 1

    def __init__(self) -> None:
        super().__init__("cancelled")


class Refused(BaselDeskError):
    """An input was refused and nothing was changed."""

    exit_code = 3


class FileRefused(Refused):
    """Somebody else's file cannot be taken in."""


class BundleRefused(Refused):
    """A file of BaselDesk's own kinds is damaged, foreign, old or not for this desk."""


class RuleBroken(Refused):
    """A rule of the records; `field` names the field it is about, `about` the type and id of the record where that is known."""

    about: tuple[str, bytes] | None = None

    def __init__(self, code: str, field: str, /, **params: object) -> None:
        super().__init__(code, **{**params, "field": field})
        self.field = field


class DeskError(BaselDeskError):
    """The desk itself cannot be used."""

    exit_code = 4


class DeskLocked(DeskError):
    """Another BaselDesk has this desk open."""


class DeskDamaged(DeskError):
    """What is on disk contradicts itself; both files are kept."""


class DeskNewer(DeskError):
    """The desk was written by a later version and is left untouched."""


class MediumError(Refused):
    """Writing to a stick or folder failed; the store is untouched."""
