import pytest

from huying.kernel.errors import NotNow
from huying.kernel.lifecycle import Lifecycle, from_many

DOOR = Lifecycle("door", "shut", {("shut", "open"): "open", ("open", "shut"): "shut", ("open", "lock"): "locked"})


def test_states_come_in_the_order_of_the_table():
    assert DOOR.states == ("shut", "open", "locked")
    assert DOOR.verbs == ("open", "shut", "lock")
    assert DOOR.ends == ("locked",)


def test_every_pair_either_moves_or_is_not_now():
    for state in DOOR.states:
        for verb in DOOR.verbs:
            if DOOR.allows(state, verb):
                assert DOOR.after(state, verb) == DOOR.moves[state, verb]
            else:
                with pytest.raises(NotNow):
                    DOOR.after(state, verb)


def test_buttons_are_the_open_verbs():
    assert DOOR.open_verbs("open") == ("shut", "lock")
    assert DOOR.open_verbs("locked") == ()


def test_a_state_no_way_leads_to_is_refused():
    with pytest.raises(ValueError, match="cellar"):
        Lifecycle("door", "shut", {("shut", "open"): "open", ("cellar", "up"): "open"})


def test_table_cannot_be_changed_later():
    with pytest.raises(TypeError):
        DOOR.moves["open", "fly"] = "gone"  # type: ignore[index]


def test_from_many_writes_one_verb_for_several_states():
    assert from_many(["a", "b"], "go", "c") == {("a", "go"): "c", ("b", "go"): "c"}
