"""Addresses of home, municipality and wijk."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.portal import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("zoeken/", views.search, name="search"),
    path("gemeenten/", views.municipality_list, name="municipality_list"),
    path("gemeenten/<str:code>/", views.municipality_detail, name="municipality_detail"),
    path("wijken/", views.district_list, name="district_list"),
    path("wijken/<str:code>/", views.district_detail, name="district_detail"),
    path("wijken/<str:code>/wijkbeeld.<str:wanted>", views.district_download, name="district_download"),
]
