"""Nobody's work is lost: schedules of faults against the real merge, in memory and on disk, and mutants that must be caught."""
