"""Where: places and their rooms.

Owns places, rooms, what they are for and how to get in, and the importers of places. A place that is only known
from an open list says so; it is not an agreed directory. Knows accounts and below.
"""
