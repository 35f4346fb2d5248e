"""Files outside static, named by their content. A file is whole on the disk before any row speaks of it."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"^[0-9a-f]{64}$")


def path_of(sha256: str, suffix: str) -> Path:
    if not _NAME.match(sha256):
        raise ValueError("not a file of ours")
    return Path(settings.MEDIA_ROOT) / sha256[:2] / f"{sha256}{suffix}"


def keep(content: bytes, suffix: str) -> str:
    """Write the file, sync it and its directory, and return its hash. Keeping it again changes nothing."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256, suffix)
    if path.exists():
        return sha256
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    _sync_directory(path.parent)
    return sha256


def _sync_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
