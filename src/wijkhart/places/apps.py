from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "wijkhart.places"
    default_auto_field = "django.db.models.BigAutoField"
