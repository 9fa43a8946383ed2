"""Numbers: pure functions on frozen dataclasses and arrays. Knows no web, no disk and no hidden chance."""
