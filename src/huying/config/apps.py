from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "huying.config"
    label = "house"

    def ready(self) -> None:
        from . import durability  # noqa: F401  (registers its check)
        from .wiring import install

        install()
