"""Parts of the page where the report is written."""
