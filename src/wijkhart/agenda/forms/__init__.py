"""Input of the agenda: shape and wording, no writing."""
