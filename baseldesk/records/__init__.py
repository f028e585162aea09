"""What is recorded: one declaration per field, one file per family, and the rules.

Plain Python: neither SQLAlchemy nor Qt. Tables, forms, lists, history, bundles, spreadsheets and reports are made from here.
"""
