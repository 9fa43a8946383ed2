"""Addresses of home, municipality and wijk, and of the analysis of a wijk."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.portal import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("zoeken/", views.search, name="search"),
    path("gemeenten/", views.municipality_list, name="municipality_list"),
    path("gemeenten/<str:code>/", views.municipality_detail, name="municipality_detail"),
    path("gemeenten/<str:code>/streefbeelden/", views.target_list, name="target_list"),
    path("gemeenten/<str:code>/streefbeelden/beginnen/", views.target_load, name="target_load"),
    path("gemeenten/<str:code>/streefbeelden/nieuw/", views.target_add, name="target_add"),
    path("wijken/<str:code>/streefbeelden/", views.district_targets, name="district_targets"),
    path("streefbeelden/<uuid:pk>/", views.target_detail, name="target_detail"),
    path("streefbeelden/<uuid:pk>/wijzigen/", views.target_edit, name="target_edit"),
    path("streefbeelden/<uuid:pk>/weg/", views.target_put_away, name="target_put_away"),
    path("streefbeelden/<uuid:pk>/meten/", views.target_measure, name="target_measure"),
    path("wijken/", views.district_list, name="district_list"),
    path("wijken/<str:code>/", views.district_detail, name="district_detail"),
    path("wijken/<str:code>/wijkbeeld.<str:wanted>", views.district_download, name="district_download"),
    path("wijken/<str:code>/analyse/", views.district_analysis, name="district_analysis"),
    path("wijken/<str:code>/analyse/vergelijk/", views.analysis_compare, name="analysis_compare"),
    path("wijken/<str:code>/analyse/<int:number>/", views.analysis_version, name="analysis_version"),
    path("wijken/<str:code>/analyse/<int:number>/woorden/", views.analysis_edit, name="analysis_edit"),
    path("wijken/<str:code>/analyse/<int:number>/wijkanalyse.pdf", views.analysis_download, name="analysis_download"),
]
