"""Distances and travel times over a few kilometres."""

from __future__ import annotations

import math
from dataclasses import dataclass

EARTH_M = 6_371_008.8  # mean radius, IUGG
DETOUR = 1.35  # street distance ÷ straight line in dense grids; a default to be measured, not a law
SPEED_M_S = {"walk": 1.25, "bike": 3.6, "van": 5.0}  # door to door in the city, parking included


@dataclass(frozen=True)
class Point:
    """A place on WGS84, in degrees."""

    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lon) and math.isfinite(self.lat) and abs(self.lon) <= 180 and abs(self.lat) <= 90):
            raise ValueError(f"not a point on earth: {self.lon}, {self.lat}")


def dist_m(a: Point, b: Point) -> float:
    """Return the great-circle distance in metres. Source: Sinnott 1984, Sky & Telescope 68(2) 159."""
    dlat, dlon = math.radians(b.lat - a.lat), math.radians(b.lon - a.lon)
    h = (
        math.sin(dlat / 2) ** 2
        + math.cos(math.radians(a.lat)) * math.cos(math.radians(b.lat)) * math.sin(dlon / 2) ** 2
    )
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(h)))


def travel_s(a: Point, b: Point, *, mode: str = "bike") -> int:
    """Return the travel time in whole seconds, rounded up: haversine × detour ÷ speed."""
    return math.ceil(dist_m(a, b) * DETOUR / SPEED_M_S[mode])
