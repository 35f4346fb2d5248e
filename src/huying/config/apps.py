from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "huying.config"
    label = "house"

    def ready(self) -> None:
        from . import durability, reachable  # noqa: F401  (they register their checks)
        from .wiring import install

        install()
