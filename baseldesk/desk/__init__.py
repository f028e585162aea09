"""One open database: engine, tables made from the declarations, queries, search, documents, migrations, lock."""
