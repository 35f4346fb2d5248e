from django.apps import AppConfig


class DoorstepConfig(AppConfig):
    name = "huying.faces.doorstep"
    label = "doorstep"
