"""Spreadsheets of any layout: cells in, a mapping from columns to fields, drafts out; and our own sheets to hand out."""
