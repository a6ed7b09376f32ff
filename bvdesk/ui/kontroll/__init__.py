"""The parts of the page where findings are shown."""
