"""Checks of figures and texts: what cannot be true, what is probably wrong, what is worth a look."""
