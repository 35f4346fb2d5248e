"""Finding places: as somebody types, and from an address as it came."""

from .finding import find_places
from .parked import parked_address, parked_addresses
from .resolving import Resolution, Resolver, resolve_address
from .rows import PlaceRow, starting_with, within

__all__ = ["PlaceRow", "Resolution", "Resolver", "find_places", "parked_address", "parked_addresses", "resolve_address", "starting_with", "within"]
