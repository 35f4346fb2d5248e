"""What an address says, and how well it fits a place. Standard library only."""

from .address import CONFIDENCES, Address, canonical, read_address
from .keys import name_key, number_tail, split_query
from .matching import Candidate, Match, match, rank
from .numerals import chinese_number, read_number

__all__ = [
    "CONFIDENCES", "Address", "Candidate", "Match", "canonical", "chinese_number", "match", "name_key",
    "number_tail", "rank", "read_address", "read_number", "split_query",
]
