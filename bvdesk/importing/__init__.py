"""Readers of foreign files: bytes in, plain rows out. Nothing here knows the database."""
