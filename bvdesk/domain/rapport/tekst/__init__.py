"""What people write in a report: a small Markdown with live fields, as the parts of a report."""
