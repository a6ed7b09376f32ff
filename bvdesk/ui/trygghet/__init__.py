"""What keeps the file safe, as the user meets it: opening a locked or damaged file, backups, password, comparing."""
