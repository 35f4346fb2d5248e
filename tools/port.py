"""Ports for ./run: `python -m tools.port 8000` prints the first free one from there, `--wait 8000` waits for a listener."""

from __future__ import annotations

import socket
import sys
import time

PATIENCE_S = 30.0


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def first_free(port: int) -> int:
    for candidate in range(port, port + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
            return candidate
    raise SystemExit(f"no free port from {port} on")


def wait_for(port: int) -> bool:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if is_listening(port):
            return True
        time.sleep(0.1)
    return False


if __name__ == "__main__":
    if sys.argv[1] == "--wait":
        sys.exit(not wait_for(int(sys.argv[2])))
    print(first_free(int(sys.argv[1])))
