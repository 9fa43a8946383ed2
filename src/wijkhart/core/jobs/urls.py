"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.core.jobs import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("taken/", views.job_list, name="job_list"),
    path("taken/<uuid:pk>/", views.job_detail, name="job_detail"),
    path("taken/<uuid:pk>/stoppen/", views.job_cancel, name="job_cancel"),
    path("taken/<uuid:pk>/opnieuw/", views.job_retry, name="job_retry"),
]
