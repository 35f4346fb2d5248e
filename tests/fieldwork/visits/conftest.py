from .scene import finished, heard, held, on_site, order, sent, tube, visit  # noqa: F401
