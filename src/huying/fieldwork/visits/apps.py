from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "huying.fieldwork.visits"
    label = "visits"
    default_auto_field = "django.db.models.BigAutoField"
