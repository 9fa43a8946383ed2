"""Reading files of open data: each reader checks what it reads and writes nothing.

A reader returns plain rows, or raises `BadInput` with file, row, field and what to do.
"""
