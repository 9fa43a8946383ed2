"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.directory import open_data, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("aanbod/", views.service_list, name="service_list"),
    path("aanbod/<uuid:pk>/", views.service_detail, name="service_detail"),
    path("aanbod/<uuid:pk>/agenda.ics", views.service_calendar, name="service_calendar"),
    path("plekken/<uuid:pk>/", views.place_detail, name="place_detail"),
    path("open-data/", open_data.open_data, name="open_data"),
]
