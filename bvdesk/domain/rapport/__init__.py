"""The report as data: what is said, in which order, with cleared figures only. No layout."""
