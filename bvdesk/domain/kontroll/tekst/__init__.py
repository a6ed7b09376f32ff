"""The number check of texts: reads Norwegian prose, tables and lists, and finds what does not agree."""
