from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "huying.faces.desk"
    label = "desk"
