"""The parts of the page on privacy."""
