"""bvdesk: quarterly figures and the yearly report of a Norwegian child welfare service."""

__version__ = "0.1.0"
