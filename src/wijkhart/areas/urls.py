"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.areas import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("gegevens/", views.import_list, name="import_list"),
    path("gegevens/nieuw/", views.import_upload, name="import_upload"),
    path("gegevens/<uuid:pk>/", views.import_detail, name="import_detail"),
    path("gemeenten/<str:code>/koppelingen/", views.area_link_list, name="area_link_list"),
    path("bronnen/", views.source_list, name="source_list"),
    path("cijfers/<slug:measure>/", views.measure_detail, name="measure_detail"),
]
