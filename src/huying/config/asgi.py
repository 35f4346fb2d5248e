"""The door for granian: huying.config.asgi:application."""

import os
import warnings
from typing import cast

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.config.settings")

# whitenoise hands Django files to read at once; they are small and ours.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators", category=Warning)

django = get_asgi_application()

from django.conf import settings  # noqa: E402  (from here on Django is set up)

from .body import App, limited  # noqa: E402
from .durability import require_durable  # noqa: E402

require_durable()
application = limited(cast(App, django), largest=settings.LARGEST_BODY)
