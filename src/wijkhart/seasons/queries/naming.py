"""What the keys of a plan are called."""

from wijkhart.core.formats import clock, weekday
from wijkhart.places.models import Room
from wijkhart.seasons.clocks import on_clock
from wijkhart.seasons.models import SeasonRequest, SeasonRound
from wijkhart.seasons.queries.calendar import rooms_of


class Names:
    """The rooms and requests of a round by the keys of the solver; read once."""

    def __init__(self, season: SeasonRound) -> None:
        self.rooms: dict[str, Room] = {str(room.pk): room for room in rooms_of(season)}
        rows = season.requests.select_related("organisation")
        self.requests: dict[str, SeasonRequest] = {str(one.pk): one for one in rows}

    def room(self, key: str) -> str:
        """Room and place: "Zaal 1, Het Middelpunt"."""
        room = self.rooms.get(key)
        return f"{room.name}, {room.place.name}" if room else key

    def request(self, key: str) -> str:
        """Activity and who asks: "Schaken (Schaakclub De Toren)"."""
        request = self.requests.get(key)
        return f"{request.title} ({request.who})" if request else key


def moment(day: int, quarters: int) -> str:
    """Day of the week and time of a start: "dinsdag 19.30 uur"."""
    return f"{weekday(day)} {clock(on_clock(quarters))}"
