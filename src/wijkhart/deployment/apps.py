from django.apps import AppConfig


class DeploymentConfig(AppConfig):
    name = "wijkhart.deployment"
    default_auto_field = "django.db.models.BigAutoField"
