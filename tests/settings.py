"""The project's settings with a data directory of its own and a quick password hasher."""

import os
import tempfile

os.environ["HUYING_HOME"] = tempfile.mkdtemp(prefix="huying-test-")
os.environ["HUYING_DEBUG"] = "1"
os.environ.pop("HUYING_DEMO", None)
os.environ["DATABASE_URL"] = os.environ.get("HUYING_TEST_DATABASE_URL") or os.environ.get("DATABASE_URL", "")

from huying.config.settings import *  # noqa: F403
from tools.catalogues import compile_catalogues

# Before Django reads any of them.
compile_catalogues()

DEBUG = False
UNLISTED_ROUTES_RAISE = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default"]}}
# A file, not memory: threads and the live server then meet the locks a real day has.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}  # noqa: F405
