"""IATI 2.0x activity files: one activity becomes an activity record with its partners, budget lines, money and documents.

What goes where is written down in `../README.md`. The way of working: an element becomes a plain dictionary, each rule
*takes* from it what a field holds, and whatever nobody took is kept as the record's other data. So nothing is lost for
want of a rule.
"""
