"""The pictures of a place and its rooms."""

from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.models import Photo, Place, Room
from wijkhart.places.perms import may_edit_place
from wijkhart.places.pictures import drawn_anew

MOST: Final = 12
"""Pictures of one place, those of its rooms included."""


def add_photo(*, by: Actor, place: Place, room: Room | None, content: bytes, alt: str) -> Photo:
    """Add a picture, drawn anew. `alt` says what there is to see for who does not see it."""
    _demand(by, place)
    words = _alt(alt)
    if room is not None and room.place_id != place.pk:
        raise Refused(_("This room is not of this place."), field="room")
    drawn = drawn_anew(content)
    with transaction.atomic():
        Place.objects.select_for_update().get(pk=place.pk)
        there = place.photos.aggregate(last=Max("position"))
        if place.photos.count() >= MOST:
            raise Refused(_("There are %(most)s pictures already. Remove one first.") % {"most": MOST}, field="file")
        made = Photo.objects.create(
            place=place,
            room=room,
            alt=words,
            content=drawn.content,
            width=drawn.width,
            height=drawn.height,
            position=(there["last"] or 0) + 1,
        )
        record(by, "photo.added", made, municipality=place.municipality_code)
    return made


def describe_photo(*, by: Actor, photo: Photo, alt: str) -> Photo:
    """Say better what there is to see."""
    _demand(by, photo.place)
    with transaction.atomic():
        photo.alt = _alt(alt)
        photo.save(update_fields=["alt"])
        record(by, "photo.described", photo, municipality=photo.place.municipality_code)
    return photo


def put_photo_first(*, by: Actor, photo: Photo) -> Photo:
    """Show this picture before the others."""
    _demand(by, photo.place)
    with transaction.atomic():
        others = photo.place.photos.select_for_update().exclude(pk=photo.pk).order_by("position", "made_at")
        for position, one in enumerate([photo, *others], start=1):
            Photo.objects.filter(pk=one.pk).update(position=position)
        record(by, "photo.put_first", photo, municipality=photo.place.municipality_code)
    return photo


def remove_photo(*, by: Actor, photo: Photo) -> None:
    """Take a picture away for good."""
    _demand(by, photo.place)
    with transaction.atomic():
        record(by, "photo.removed", photo, municipality=photo.place.municipality_code)
        photo.delete()


def _demand(by: Actor, place: Place) -> None:
    if not may_edit_place(by, place):
        raise NotAllowed(_("You may not change this place."))


def _alt(text: str) -> str:
    words = " ".join(text.split())
    if not words or len(words) > 200:
        message = _("Say in at most 200 letters what there is to see, for who does not see the picture.")
        raise Refused(message, field="alt")
    if wrong := wrong_in_text(words):
        raise Refused(" ".join(wrong), field="alt")
    return words
