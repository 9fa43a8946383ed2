"""What every test shares."""

import os

os.environ.setdefault("WIJKHART_SECRET_KEY", "only-for-tests")
os.environ.setdefault("WIJKHART_DEBUG", "0")
os.environ.setdefault("WIJKHART_SECURE", "0")
