"""The parts of the page where reports are made."""
