"""States live in tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .errors import NotNow
from .words import gettext_noop as _


@dataclass(frozen=True)
class Lifecycle:
    """What may happen to a record, and what it then is.

    moves maps (state, verb) to the next state. The buttons on the page, the diagram in the docs,
    the database's check constraint and the exhaustive test all come from it.
    """

    name: str
    start: str
    moves: Mapping[tuple[str, str], str]
    # How people say the states and verbs, for the sentence that refuses one.
    words: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "moves", MappingProxyType(dict(self.moves)))
        unreachable = set(self.states) - self._reachable()
        if unreachable:
            raise ValueError(f"{self.name}: no way leads to {sorted(unreachable)}")

    def _reachable(self) -> set[str]:
        seen, todo = {self.start}, [self.start]
        while todo:
            here = todo.pop()
            for (state, _verb), to in self.moves.items():
                if state == here and to not in seen:
                    seen.add(to)
                    todo.append(to)
        return seen

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, the start first, in the order the table names them."""
        ordered = dict.fromkeys([self.start])
        for (state, _verb), to in self.moves.items():
            ordered.update({state: None, to: None})
        return tuple(ordered)

    @property
    def verbs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(verb for _state, verb in self.moves))

    @property
    def ends(self) -> tuple[str, ...]:
        """States no verb leads out of."""
        leaving = {state for state, _verb in self.moves}
        return tuple(s for s in self.states if s not in leaving)

    def allows(self, state: str, verb: str) -> bool:
        return (state, verb) in self.moves

    def open_verbs(self, state: str) -> tuple[str, ...]:
        """The verbs possible now: the buttons of the page."""
        return tuple(verb for (here, verb) in self.moves if here == state)

    def after(self, state: str, verb: str) -> str:
        """Return the state that follows, or raise NotNow."""
        try:
            return self.moves[state, verb]
        except KeyError:
            raise NotNow(
                _("“%(verb)s” is not possible while this is “%(state)s”. Reload the page to see where it stands."),
                verb=self.words.get(verb, verb), state=self.words.get(state, state), lifecycle=self.name,
            ) from None


def from_many(states: Iterable[str], verb: str, to: str) -> dict[tuple[str, str], str]:
    """One verb out of several states, for writing tables shortly."""
    return {(state, verb): to for state in states}
