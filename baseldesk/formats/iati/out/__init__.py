"""The way out: records become IATI 2.03 activities.

Each part makes plain dictionaries, as `tree` reads them: what was kept as other data first, then what the fields hold. `growing`
makes elements of them by the structure of the standard, and leaves out, and counts, what it has no place for.
"""
