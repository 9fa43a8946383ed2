"""Reading rooms: when they are offered and taken, which one fits a wish, and a week as a table."""
