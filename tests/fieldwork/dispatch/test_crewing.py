"""Which people together: against every permutation, and a crew one can check by hand."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huying.fieldwork.dispatch.rules.crewing import NEVER, Bid, best_crew, match, sharings, uncovered
from huying.groundwork.crews.rules import Hand, Papers, lacks

DAY = date(2026, 11, 23)
DRAIN, POWER = Hand("drainage"), Hand("electric", grade=4, permit="low_voltage")
LICENCE = {"low_voltage": date(2027, 1, 1)}


def bid(person, cost, grade=4, permits=None, **trades):
    return Bid(person, Papers(trades, permits or {}), grade, cost)


def test_the_cheapest_pair_is_not_always_the_cheapest_first():
    """Greedy gives the electrician away to the drain because he is nearest, and nobody is left for the power."""
    both = bid(1, 0, permits=LICENCE, drainage=4, electric=4)
    drains = bid(2, 5, drainage=4)
    crew = best_crew([both, drains], [DRAIN, POWER], 2, day=DAY)
    assert dict(zip(crew.people, crew.slots, strict=True)) == {1: (POWER,), 2: (DRAIN,)}


def test_a_senior_leads_and_juniors_go_with_him():
    people = [bid(1, 10, grade=2, drainage=2), bid(2, 5, grade=3, drainage=3), bid(3, 0, drainage=4), bid(4, 1, drainage=4)]
    crew = best_crew(people, [DRAIN] * 3, 3, day=DAY)
    assert crew.has_senior and crew.people[0] == 2 and set(crew.people[1:]) == {3, 4}


def test_without_a_senior_the_crew_goes_and_says_so():
    crew = best_crew([bid(1, 0, drainage=4), bid(2, 1, drainage=4)], [DRAIN] * 2, 2, day=DAY)
    assert not crew.has_senior


def test_one_person_may_be_two_hands_where_one_is_sent():
    both, one = bid(1, 30, permits=LICENCE, drainage=4, electric=4), bid(2, 0, drainage=4)
    assert best_crew([both, one], [DRAIN, POWER], 1, day=DAY).people == (1,)


def test_nobody_is_the_same_hand_twice():
    assert best_crew([bid(1, 0, drainage=4)], [DRAIN, DRAIN], 1, day=DAY) is None


def test_who_lacks_the_permit_never_covers_it():
    assert uncovered([Papers({"electric": 4})], [POWER], day=DAY) == (POWER,)
    assert uncovered([Papers({"electric": 4}, LICENCE)], [POWER], day=DAY) == ()
    assert uncovered([Papers({"electric": 4}, LICENCE)], [POWER, POWER], day=DAY) == (POWER, POWER)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(st.integers(0, 50), min_size=5, max_size=5), min_size=n, max_size=n)))
def test_match_is_as_good_as_trying_every_way(costs):
    total, chosen = match(costs)
    assert len(set(chosen)) == len(costs)
    assert total == min(sum(costs[i][p[i]] for i in range(len(costs))) for p in permutations(range(5), len(costs)))


def _papers():
    trades = st.dictionaries(st.sampled_from(["drainage", "electric"]), st.sampled_from([3, 4, 5]), max_size=2)
    return st.builds(Papers, trades, st.sampled_from([{}, LICENCE]))


HANDS = st.lists(st.sampled_from([DRAIN, POWER, Hand("drainage", grade=3)]), min_size=1, max_size=4)


@settings(max_examples=150)
@given(st.lists(_papers(), min_size=1, max_size=5), HANDS, st.integers(1, 4))
def test_a_proposed_crew_covers_the_work_and_none_is_missed(papers, hands, size):
    bids = [Bid(i, p, 4, float(i)) for i, p in enumerate(papers)]
    crew = best_crew(bids, hands, size, day=DAY)
    possible = len(papers) >= size and any(
        not any(lacks(hand, papers[who], day=DAY) for slot, who in zip(slots, people, strict=True) for hand in slot)
        for slots in sharings(hands, size)
        for people in permutations(range(len(papers)), size)
    )
    assert (crew is not None) == possible
    if crew:
        assert len(set(crew.people)) == size
        assert not uncovered([papers[p] for p in crew.people], hands, day=DAY)
        given_out = sorted((hand for slot in crew.slots for hand in slot), key=repr)
        assert given_out == sorted(hands, key=repr)


def test_three_hundred_people_six_hands():
    people = [bid(n, n % 37, grade=2 + n % 4, drainage=2 + n % 4) for n in range(300)]
    crew = best_crew(people, [DRAIN] * 4 + [Hand("drainage", grade=3)] * 2, 6, day=DAY)
    assert crew.cost < NEVER and crew.has_senior


@pytest.mark.parametrize(("hands", "size", "ways"), [([DRAIN, POWER], 1, 1), ([DRAIN, POWER, Hand("roof")], 2, 3), ([DRAIN, DRAIN], 1, 0)])
def test_ways_of_sharing_hands_out(hands, size, ways):
    assert len(list(sharings(hands, size))) == ways
