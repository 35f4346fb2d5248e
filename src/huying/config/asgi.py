"""The door for granian: huying.config.asgi:application."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.config.settings")

application = get_asgi_application()
