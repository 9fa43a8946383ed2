from .agreed import Agreed, agreed_in
from .home import Chosen, Home, district_by_words, home_of, municipality_for_host, today_of
from .municipality import MunicipalityPicture, Topic, municipality_picture, topics_of
from .wijkbeeld import Wijkbeeld, wijkbeeld

__all__ = [
    "Agreed",
    "Chosen",
    "Home",
    "MunicipalityPicture",
    "Topic",
    "Wijkbeeld",
    "agreed_in",
    "district_by_words",
    "home_of",
    "municipality_for_host",
    "municipality_picture",
    "today_of",
    "topics_of",
    "wijkbeeld",
]
