"""Charts on screen: the same picture as on paper."""
