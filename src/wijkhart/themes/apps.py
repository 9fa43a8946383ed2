from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "wijkhart.themes"
    default_auto_field = "django.db.models.BigAutoField"
