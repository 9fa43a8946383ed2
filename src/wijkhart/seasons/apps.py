"""The app."""

from django.apps import AppConfig


class SeasonsConfig(AppConfig):
    name = "wijkhart.seasons"
    default_auto_field = "django.db.models.BigAutoField"
