"""Forms of the agenda."""
