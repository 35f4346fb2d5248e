"""The verbs of places."""

from .parking import park_address, resolve_parked

__all__ = ["park_address", "resolve_parked"]
