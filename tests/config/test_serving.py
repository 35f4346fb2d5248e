"""The real server over HTTP: what granian, whitenoise and the body's door do together."""

from __future__ import annotations

import httpx
import pytest

from tests.server import RealServer


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    real = RealServer(tmp_path_factory.mktemp("served"))
    real.command("migrate", "--verbosity", "0")
    real.start()
    yield real
    real.close()


def test_it_serves_pages(server):
    page = httpx.get(server.address + "/nowhere/")
    assert page.status_code == 404
    assert "没有找到" in page.text


def test_it_serves_scripts_as_scripts(server):
    script = httpx.get(server.address + "/static/js/forms.js")
    assert script.status_code == 200
    assert script.headers["content-type"].startswith("text/javascript")
    assert "access-control-allow-origin" not in script.headers


def test_a_body_without_end_is_cut_off(server):
    def endless():
        for _ in range(50):
            yield b"x" * 1024 * 1024

    try:
        answer = httpx.post(server.address + "/language/", content=endless(), timeout=30)
    except httpx.WriteError:
        return  # it hung up while we were still sending
    assert answer.status_code == 413
