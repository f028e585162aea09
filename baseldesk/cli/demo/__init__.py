"""The example: a centre's desk and the secretariat's, side by side in one folder, made by the same functions that commands use.

place.py     the folder: what may be replaced, what never
entries.py   what the example's officers write into the imported records
steps.py     the steps, from the two desks to the equal digests
story.py     how it is told
"""
