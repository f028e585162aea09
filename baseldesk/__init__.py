"""BaselDesk: activities and partners of the Basel Convention regional centres, offline, exchanged by signed bundles."""

__version__ = "0.1.0"
