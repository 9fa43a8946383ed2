from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "wijkhart.accounts"
    default_auto_field = "django.db.models.BigAutoField"
