"""Hatchling's hook: compiles the catalogues, and gives the wheel its data.

An editable install finds resources/ and translations/ in the checkout, so only a real wheel carries them, as baseldesk/_data.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))  # hatchling loads this file alone

from catalogues import compile_stale

DATA = ("resources", "translations")


class CatalogueHook(BuildHookInterface[Any]):
    """Runs before every build of a wheel, editable ones included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles the stale catalogues; for a real wheel, adds the data folders."""
        root = Path(self.root)
        compile_stale(root)
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"].update({str(root / name): f"baseldesk/_data/{name}" for name in DATA})
