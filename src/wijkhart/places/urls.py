"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.places import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("plekken/", views.place_list, name="place_list"),
    path("plekken/<uuid:pk>/wijzigen/", views.place_edit, name="place_edit"),
    path("plekken/<uuid:pk>/ruimtes/nieuw/", views.place_room_add, name="place_room_add"),
    path("plekken/ruimtes/<uuid:pk>/", views.room_edit, name="room_edit"),
    path("plekken/ruimtes/<uuid:pk>/weg/", views.room_remove, name="room_remove"),
    path("gemeenten/<str:code>/plekken/nieuw/", views.place_register, name="place_register"),
]
