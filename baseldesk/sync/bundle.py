"""Bundles, as the command line and the window use them: export, check, import; any file of ours may be given to import."""

from __future__ import annotations

from baseldesk.sync.alone import export_receipt, export_roster, import_receipt, import_roster
from baseldesk.sync.exporting import Exported, export_bundle, find_addressee, write_again
from baseldesk.sync.imported import Imported, RefusedFile
from baseldesk.sync.inspecting import Checked, check_bundle, check_bundles
from baseldesk.sync.receiving import import_bundle
from baseldesk.sync.searching import kind_of

__all__ = [
    "Checked",
    "Exported",
    "Imported",
    "RefusedFile",
    "check_bundle",
    "check_bundles",
    "export_bundle",
    "export_receipt",
    "export_roster",
    "find_addressee",
    "import_bundle",
    "import_receipt",
    "import_roster",
    "kind_of",
    "write_again",
]
