"""Pictures that somebody sends are drawn anew: nothing but what there is to see gets in."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.cast import Cast, cast
from tests.places.building import BY, centre, room

from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.places.actions import add_photo, put_photo_first, remove_photo
from wijkhart.places.actions.photos import MOST
from wijkhart.places.models import Photo, Place
from wijkhart.places.pictures import WIDEST, drawn_anew

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def people() -> Cast:
    cache.clear()
    return cast()


def picture(kind: str = "JPEG", size: tuple[int, int] = (400, 300), **about: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **about)
    return out.getvalue()


def added(place: Place, alt: str = "Een zaal.") -> Photo:
    return add_photo(by=BY, place=place, room=None, content=picture(), alt=alt)


def test_what_hides_in_a_file_does_not_come_along() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret words"
    exif[0x8825] = {1: "N", 2: (52.0, 9.0, 0.0)}
    sent = picture(exif=exif) + b"<script>alert(1)</script>"
    assert b"secret words" in sent
    drawn = drawn_anew(sent)
    assert b"secret" not in drawn.content
    assert b"script" not in drawn.content
    assert not dict(Image.open(BytesIO(drawn.content)).getexif())


def test_a_picture_is_turned_upright_made_smaller_and_put_on_white() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert (drawn_anew(picture(size=(400, 300), exif=exif)).width, WIDEST) == (300, 1600)
    large = drawn_anew(picture(size=(4000, 1000)))
    assert (large.width, large.height) == (1600, 400)
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    shown = Image.open(BytesIO(drawn_anew(out.getvalue()).content))
    assert shown.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (picture()[:200], "not a picture"),
        (picture("GIF"), "not a picture"),
        (picture("PNG", (9000, 9000)), "too many dots"),
        (b"x" * 15_000_001, "too large"),
    ],
)
def test_what_is_no_picture_is_refused_with_what_to_do(content: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why) as refused:
        add_photo(by=BY, place=centre(), room=None, content=content, alt="Een zaal.")
    assert refused.value.field == "file"
    assert not Photo.objects.exists()


def test_a_picture_says_what_there_is_to_see_and_belongs_to_the_place() -> None:
    place = centre()
    with pytest.raises(Refused) as refused:
        add_photo(by=BY, place=place, room=None, content=picture(), alt="  ")
    assert refused.value.field == "alt"
    with pytest.raises(Refused) as refused:
        add_photo(by=BY, place=place, room=room(centre("Elders")), content=picture(), alt="Een zaal.")
    assert refused.value.field == "room"


def test_the_first_is_chosen_and_there_is_an_end() -> None:
    place = centre()
    photos = [added(place, f"Beeld {number}") for number in range(MOST)]
    put_photo_first(by=BY, photo=photos[3])
    assert [one.alt for one in place.photos.all()][:3] == ["Beeld 3", "Beeld 0", "Beeld 1"]
    with pytest.raises(Refused, match=str(MOST)):
        added(place)
    remove_photo(by=BY, photo=photos[0])
    assert added(place, "Nieuw").position == MOST + 1


def test_the_owner_adds_one_on_the_page_and_a_visitor_sees_it(people: Cast) -> None:
    place = centre()
    browser = people.alice.client()
    file = SimpleUploadedFile("zaal.jpg", picture(), "image/jpeg")
    address = f"/plekken/{place.pk}/fotos/"
    assert browser.post(address, {"file": file, "alt": "Een lichte zaal."}).status_code == 302
    found = Photo.objects.get()
    shown = Client().get(f"/plekken/{place.pk}/").content.decode()
    assert f"/plekken/fotos/{found.pk}.jpg" in shown
    assert 'alt="Een lichte zaal."' in shown
    answer = Client().get(f"/plekken/fotos/{found.pk}.jpg")
    assert (answer["Content-Type"], answer.content[:2]) == ("image/jpeg", b"\xff\xd8")
    Place.objects.update(published=False)
    assert Client().get(f"/plekken/fotos/{found.pk}.jpg").status_code == 404
    wrong = browser.post(address, {"file": SimpleUploadedFile("x.jpg", b"x"), "alt": "Iets"})
    assert "not a picture" in wrong.content.decode() or "geen foto" in wrong.content.decode()


def test_who_does_not_keep_the_place_may_not(people: Cast) -> None:
    place = centre()
    with pytest.raises(NotAllowed):
        add_photo(by=people.ines.actor, place=place, room=None, content=picture(), alt="Een zaal.")
    with pytest.raises(NotAllowed):
        remove_photo(by=people.ines.actor, photo=added(place))
