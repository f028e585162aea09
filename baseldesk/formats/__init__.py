"""Other people's files: read into drafts of records, and taken into a desk in one step that can be undone."""
