"""Asking for background work by name, so that a service need not import the task above it.

The request is a row in the same database and the same transaction: either the change and its job
are both there, or neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

_names: Mapping[str, str] | None = None


def install(names: Mapping[str, str]) -> None:
    """Install the table of jobs: name → `module:function`. Called when the app starts."""
    global _names
    _names = names


def request(name: str, **arguments: Any) -> None:
    """Have the worker run the job `name` with JSON `arguments`."""
    if _names is None or name not in _names:
        raise RuntimeError(f"no job is called {name!r}; name it in config/wiring.py")
    module, _, function = _names[name].partition(":")
    getattr(import_module(module), function).enqueue(**arguments)
