"""The control of P1: the same server, but it answers before it has kept the call."""

import threading
import time

from huying.config.asgi import application
from huying.faces.doorstep import views
from huying.kernel import ids

_keep = views.take


def _later(slip):
    receipt = ids.new_receipt()

    def keep():
        time.sleep(0.3)
        _keep(slip)

    threading.Thread(target=keep, daemon=True).start()
    return receipt


views.take = _later
__all__ = ["application"]
