"""BaselDesk: activities and partners of the Basel Convention regional centres, offline, exchanged by signed bundles."""

__version__ = "0.3.0"
__date__ = "2026-01-01"  # no clock that is right shows less
