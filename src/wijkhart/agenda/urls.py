"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.agenda import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("gemeenten/<str:code>/agenda/", views.agenda_list, name="agenda_list"),
    path("gemeenten/<str:code>/agenda/nieuw/", views.agenda_start, name="agenda_start"),
    path("wijken/<str:code>/agenda/", views.district_agenda, name="district_agenda"),
    path("agenda/<uuid:pk>/", views.agenda_detail, name="agenda_detail"),
    path("agenda/<uuid:pk>/stap/", views.agenda_step, name="agenda_step"),
    path("agenda/<uuid:pk>/stap/terug/", views.agenda_back, name="agenda_back"),
    path("agenda/<uuid:pk>/gewichten/", views.agenda_weights, name="agenda_weights"),
    path("agenda/<uuid:pk>/vaststellen/", views.agenda_adopt, name="agenda_adopt"),
    path("agenda/<uuid:pk>/punten/nieuw/", views.agenda_issue, name="agenda_issue"),
    path("agenda/<uuid:pk>/stemming/", views.agenda_ballot, name="agenda_ballot"),
    path("agendapunten/<uuid:pk>/", views.issue_detail, name="issue_detail"),
    path("agendapunten/<uuid:pk>/wijzigen/", views.issue_edit, name="issue_edit"),
    path("agendapunten/<uuid:pk>/status/", views.issue_status, name="issue_status"),
    path("agendapunten/<uuid:pk>/dubbel/", views.issue_duplicate, name="issue_duplicate"),
    path("agendapunten/<uuid:pk>/onderbouwing/", views.issue_evidence, name="issue_evidence"),
    path("agendapunten/<uuid:pk>/onderbouwing/<int:part>/weg/", views.issue_detach, name="issue_detach"),
    path("agendapunten/<uuid:pk>/stem/", views.issue_rate, name="issue_rate"),
    path("stemmen/bevestigen/<str:token>/", views.vote_confirm, name="vote_confirm"),
    path("stemmen/<uuid:pk>/", views.ballot_vote, name="ballot_vote"),
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
