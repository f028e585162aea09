"""One file per command, or per group of commands: read the line, call the core, say the result."""
