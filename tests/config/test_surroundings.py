"""What the settings read from outside."""

from __future__ import annotations

import stat

import pytest

from huying.config import surroundings


def test_empty_address_means_sqlite_in_the_data_directory(tmp_path):
    found = surroundings.database("", tmp_path)
    assert found["ENGINE"].endswith("sqlite3")
    assert found["NAME"] == str(tmp_path / "huying.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_address_is_taken_apart(tmp_path):
    found = surroundings.database("postgresql://lin:p%40ss@db.example:5433/huying?sslmode=require", tmp_path)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("lin", "p@ss", "db.example", "5433")
    assert found["NAME"] == "huying"
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["pool"]["min_size"] == 1


def test_postgresql_socket_directory_and_no_pool(tmp_path):
    found = surroundings.database("postgres:///huying?host=/run/postgresql&pool=0", tmp_path)
    assert found["HOST"] == "/run/postgresql"
    assert "pool" not in found["OPTIONS"]


def test_unknown_address_says_what_to_write(tmp_path):
    with pytest.raises(ValueError, match="postgresql://"):
        surroundings.database("mysql://root@localhost/huying", tmp_path)


def test_key_is_made_once_and_kept_to_ourselves(tmp_path, monkeypatch):
    monkeypatch.delenv("HUYING_SECRET_KEY", raising=False)
    first = surroundings.secret_key(tmp_path)
    assert len(first) >= 50
    assert surroundings.secret_key(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_key_from_the_environment_wins(tmp_path, monkeypatch):
    monkeypatch.setenv("HUYING_SECRET_KEY", "given")
    assert surroundings.secret_key(tmp_path) == "given"
    assert not (tmp_path / "secret_key").exists()
