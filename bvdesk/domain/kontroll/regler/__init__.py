"""The rules for figures (V01–V37 of the domain map), one small function each."""
