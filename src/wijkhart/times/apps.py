from django.apps import AppConfig


class TimesConfig(AppConfig):
    name = "wijkhart.times"
    default_auto_field = "django.db.models.BigAutoField"
