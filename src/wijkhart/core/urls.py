"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.core import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("contact/", views.contact, name="contact"),
    path("kwetsbaarheid-melden/", views.vulnerability, name="vulnerability"),
    path("patronen/", views.patterns, name="patterns"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
