"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.programming import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("plekken/<uuid:pk>/weekprogramma/", views.place_week, name="place_week"),
    path("plekken/<uuid:pk>/weekprogramma.ics", views.place_week_file, name="place_week_file"),
    path("wijken/<str:code>/weekprogramma/", views.district_week, name="district_week"),
    path("wijken/<str:code>/weekprogramma.ics", views.district_week_file, name="district_week_file"),
    path("gemeenten/<str:code>/weekprogrammas/", views.week_programme_list, name="week_programme_list"),
    path("gemeenten/<str:code>/weekprogrammas/nieuw/", views.week_programme_start, name="week_programme_start"),
    path("weekprogrammas/<uuid:pk>/", views.week_programme_detail, name="week_programme_detail"),
    path("weekprogrammas/<uuid:pk>/wijzigen/", views.week_programme_edit, name="week_programme_edit"),
    path("weekprogrammas/<uuid:pk>/stap/", views.week_programme_step, name="week_programme_step"),
    path("weekprogrammas/<uuid:pk>/regels/nieuw/", views.week_programme_line, name="week_programme_line"),
    path("weekprogrammas/regels/<uuid:pk>/", views.week_line_edit, name="week_line_edit"),
    path("weekprogrammas/regels/<uuid:pk>/stap/", views.week_line_step, name="week_line_step"),
    path("weekprogrammas/regels/<uuid:pk>/terugleggen/", views.week_line_return, name="week_line_return"),
    path("weekprogrammas/regels/<uuid:pk>/ruimte/", views.week_line_room, name="week_line_room"),
]
