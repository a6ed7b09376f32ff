"""The report on paper: the only part of bvdesk that knows how files for readers are written."""
