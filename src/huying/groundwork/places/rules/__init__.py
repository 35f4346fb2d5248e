"""What an address says, and how well it fits a place. No framework."""

from .address import CONFIDENCES, Address, canonical, is_name, read_address
from .keys import Query, initials, label_of, name_key, number_tail, split_query, unglued
from .matching import Candidate, Match, match, rank
from .numbering import expand_numbers, rooms_of
from .numerals import chinese_number, read_number

__all__ = [
    "CONFIDENCES", "Address", "Candidate", "Match", "Query", "canonical", "chinese_number", "expand_numbers", "initials",
    "is_name", "label_of", "match", "name_key", "number_tail", "rank", "read_address", "read_number", "rooms_of", "split_query",
    "unglued",
]
