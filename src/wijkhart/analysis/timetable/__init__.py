"""Season allocation."""
from .problem import *
from .problem import KINDS, Closure, Problem, Request, Room, Window, Goals, Session, BadProblemError
from .plan import Plan
