"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.audit import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("gemeenten/<str:code>/logboek/", views.audit_list, name="audit_list"),
]
