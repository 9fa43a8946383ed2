"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.themes import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("themas/", views.theme_list, name="theme_list"),
    path("themas/skos.ttl", views.theme_skos, name="theme_skos"),
    path("themas/<slug:key>/", views.theme_detail, name="theme_detail"),
]
