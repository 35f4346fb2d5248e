from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "huying.config"
    label = "house"
