"""Forms and spreadsheets: made for a kommune, and read back through a preview."""
