"""The app."""

from django.apps import AppConfig


class ProgrammingConfig(AppConfig):
    name = "wijkhart.programming"
    default_auto_field = "django.db.models.BigAutoField"
