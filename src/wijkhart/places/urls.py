"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.places import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("plekken/", views.place_list, name="place_list"),
    path("plekken/<uuid:pk>/wijzigen/", views.place_edit, name="place_edit"),
    path("plekken/<uuid:pk>/uren/", views.place_hours, name="place_hours"),
    path("plekken/<uuid:pk>/agenda/", views.place_calendar, name="place_calendar"),
    path("plekken/<uuid:pk>/ruimtes/nieuw/", views.place_room_add, name="place_room_add"),
    path("plekken/ruimtes/", views.room_search, name="room_search"),
    path("plekken/ruimtes/<uuid:pk>/", views.room_detail, name="room_detail"),
    path("plekken/ruimtes/<uuid:pk>/wijzigen/", views.room_edit, name="room_edit"),
    path("plekken/ruimtes/<uuid:pk>/uren/", views.room_hours, name="room_hours"),
    path("plekken/ruimtes/<uuid:pk>/agenda/", views.room_calendar, name="room_calendar"),
    path("plekken/ruimtes/<uuid:pk>/agenda.ics", views.room_calendar_file, name="room_calendar_file"),
    path("plekken/ruimtes/<uuid:pk>/boeken/", views.room_book, name="room_book"),
    path("plekken/ruimtes/<uuid:pk>/sluiten/", views.room_block, name="room_block"),
    path("plekken/ruimtes/<uuid:pk>/weg/", views.room_remove, name="room_remove"),
    path("gemeenten/<str:code>/plekken/nieuw/", views.place_register, name="place_register"),
    path("gemeenten/<str:code>/gebruiksregels/", views.use_rules_show, name="use_rules_show"),
    path("gemeenten/<str:code>/gebruiksregels/<int:number>/", views.use_rules_version, name="use_rules_version"),
    path("gemeenten/<str:code>/gebruiksregels/beginnen/", views.use_rules_start, name="use_rules_start"),
    path("gemeenten/<str:code>/gebruiksregels/maken/", views.use_rules_edit, name="use_rules_edit"),
    path("gemeenten/<str:code>/gebruiksregels/publiceren/", views.use_rules_publish, name="use_rules_publish"),
    path("gemeenten/<str:code>/gebruiksregels/weggooien/", views.use_rules_discard, name="use_rules_discard"),
    path(
        "gemeenten/<str:code>/gebruiksregels/uitzonderingen/", views.use_rules_exceptions, name="use_rules_exceptions"
    ),
    path("boekingen/factuurregels/", views.invoice_list, name="invoice_list"),
    path("boekingen/", views.booking_list, name="booking_list"),
    path("boekingen/<uuid:pk>/", views.booking_detail, name="booking_detail"),
    path("boekingen/<uuid:pk>/goedkeuren/", views.booking_accept, name="booking_accept"),
    path("boekingen/<uuid:pk>/weigeren/", views.booking_refuse, name="booking_refuse"),
    path("boekingen/<uuid:pk>/verplaatsen/", views.booking_move, name="booking_move"),
    path("boekingen/<uuid:pk>/annuleren/", views.booking_cancel, name="booking_cancel"),
    path("boekingen/<uuid:pk>/reeks-annuleren/", views.series_cancel, name="booking_series_cancel"),
    path("mijn-boeking/<str:token>/", views.booking_link, name="booking_link"),
    path("mijn-boeking/<str:token>/verplaatsen/", views.booking_link_move, name="booking_link_move"),
    path("mijn-boeking/<str:token>/annuleren/", views.booking_link_cancel, name="booking_link_cancel"),
    path("mijn-boeking/<str:token>/wissen/", views.booking_link_erase, name="booking_link_erase"),
    path("mijn-boeking/<str:token>/agenda.ics", views.booking_link_calendar, name="booking_link_calendar"),
]
