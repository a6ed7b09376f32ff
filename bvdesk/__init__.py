"""bvdesk: quarterly figures and the yearly report of a Norwegian child welfare service."""
