from django.apps import AppConfig


class SitingConfig(AppConfig):
    name = "wijkhart.siting"
    default_auto_field = "django.db.models.BigAutoField"
