"""What the settings read from outside: environment, data directory, key, database address."""

from __future__ import annotations

import os
import secrets
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

CHECKOUT = Path(__file__).resolve().parents[3]

# Older libraries can corrupt a WAL database with two connections writing at the moment of a checkpoint.
WAL_IS_SAFE_FROM = (3, 51, 3)


def switch(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in ("1", "true", "yes", "on")


def listed(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def data_home() -> Path:
    """Return the directory of database, photos and key: HUYING_HOME, else var/ in the checkout or where we stand."""
    base = CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()
    home = Path(os.environ.get("HUYING_HOME") or base / "var").resolve()
    for folder in (home, home / "static", home / "photos"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def secret_key(home: Path) -> str:
    """Return HUYING_SECRET_KEY, else the key kept in the data directory, made on first use."""
    if given := os.environ.get("HUYING_SECRET_KEY"):
        return given
    kept = home / "secret_key"
    try:
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
    return kept.read_text(encoding="ascii").strip()


def database(address: str, home: Path) -> dict[str, Any]:
    """Return Django's settings for a DATABASE_URL; empty means SQLite in the data directory."""
    parts = urlsplit(address)
    if not address:
        return sqlite(str(home / "huying.sqlite3"))
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path) if parts.path not in ("", "/") else ":memory:")
    if parts.scheme in ("postgres", "postgresql"):
        return postgresql(address)
    raise ValueError(f"DATABASE_URL begins with {parts.scheme!r}: use sqlite:///path or postgresql://user@host/name")


def sqlite(name: str) -> dict[str, Any]:
    """A file every commit of which is on the disk before we say so.

    IMMEDIATE: Django's DEFERRED default fails one in nine paced read-then-write transactions.
    EXTRA under a rollback journal also syncs the directory, so that the commit itself survives a power cut.
    """
    wal = sqlite3.sqlite_version_info >= WAL_IS_SAFE_FROM
    pragmas = "journal_mode=WAL; PRAGMA synchronous=FULL" if wal else "journal_mode=DELETE; PRAGMA synchronous=EXTRA"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": f"PRAGMA {pragmas}; PRAGMA foreign_keys=ON",
        },
    }


def postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    most = int(options.pop("pool", "20"))
    if most:
        options["pool"] = {"min_size": 1, "max_size": most, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }
