from django.apps import AppConfig


class StreamConfig(AppConfig):
    name = "huying.faces.stream"
    label = "stream"
