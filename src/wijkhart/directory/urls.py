"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.directory import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("aanbod/", views.service_list, name="service_list"),
    path("aanbod/<uuid:pk>/", views.service_detail, name="service_detail"),
    path("aanbod/<uuid:pk>/agenda.ics", views.service_calendar, name="service_calendar"),
    path("aanbod/<uuid:pk>/gemist/", views.service_missed, name="service_missed"),
    path("insluiten/aanbod/", views.service_embed, name="service_embed"),
    path("gemeenten/<str:code>/gezocht/", views.search_sign_list, name="search_sign_list"),
    path("plekken/<uuid:pk>/", views.place_detail, name="place_detail"),
]
