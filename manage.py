#!/usr/bin/env python
"""The same command as `wijkhart`, under the name Django developers expect."""

from wijkhart.__main__ import main

if __name__ == "__main__":
    main()
