from django.apps import AppConfig


class FieldConfig(AppConfig):
    name = "huying.faces.field"
    label = "field"
