"""Template tags of every part: `{% load ui %}`."""
