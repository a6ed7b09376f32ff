"""The parts of the page where figures are entered."""
