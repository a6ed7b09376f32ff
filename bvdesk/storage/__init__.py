"""One file per service: SQLite, strict tables, append-only migrations and change log. SQL lives here and nowhere else."""
