"""The scripted day runs through the real server's pages, to the end."""

import os

from tests.server import RealServer


def test_the_day_is_played_to_its_end(tmp_path):
    server = RealServer(tmp_path, postgres=os.environ.get("HUYING_TEST_DATABASE_URL", ""))
    try:
        server.command("migrate", "--verbosity", "0")
        server.command("demo_load")
        server.start()
        said = server.command("demo_day", "--address", server.address, "--step", "0")
        assert "接下来由您来" in said
        states = dict(server.rows("SELECT state, count(*) FROM visits_visit GROUP BY state"))
        assert states == {"signed_off": 1, "finished": 1}
        assert server.rows("SELECT count(*) FROM visits_suspicion") == [(1,)]
    finally:
        server.close()
