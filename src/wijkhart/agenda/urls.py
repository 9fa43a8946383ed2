"""Addresses of signals."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.agenda import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("wijken/<str:code>/signaal/", views.district_signal, name="district_signal"),
    path("wijken/<str:code>/signalen/", views.district_signals, name="district_signals"),
    path("gemeenten/<str:code>/signaal/", views.municipality_signal, name="municipality_signal"),
    path("gemeenten/<str:code>/signalen/", views.signal_list, name="signal_list"),
    path("gemeenten/<str:code>/signalen/openbaar/", views.municipality_signals, name="municipality_signals"),
    path("gemeenten/<str:code>/signalen/invoeren/", views.signal_enter, name="signal_enter"),
    path("signalen/antwoord/<str:token>/", views.signal_sent, name="signal_sent"),
    path("signalen/groepen/<uuid:pk>/", views.signalgroup_detail, name="signalgroup_detail"),
    path("signalen/groepen/<uuid:pk>/antwoord/", views.signalgroup_answer, name="signalgroup_answer"),
    path("signalen/<uuid:pk>/", views.signal_detail, name="signal_detail"),
    path("signalen/<uuid:pk>/antwoord/", views.signal_answer, name="signal_answer"),
    path("signalen/<uuid:pk>/samen/", views.signal_gather, name="signal_gather"),
    path("signalen/<uuid:pk>/persoon/", views.signal_route, name="signal_route"),
]
