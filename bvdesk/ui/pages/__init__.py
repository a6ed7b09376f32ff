"""The pages of the window; each talks to one or two services."""
