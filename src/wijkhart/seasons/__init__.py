"""Season rounds: groups ask rooms for a season, the best plan is worked out, and every no has its reason.

Owns rounds, what is asked in them, plans with their reasons, and objections. A plan that is final becomes bookings of
`places`. Knows places and what lies below; a stranger to the directory and the agenda, so a bonus for filling a white
spot is a number that is written on a request.
"""
