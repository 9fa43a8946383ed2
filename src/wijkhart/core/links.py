"""Secrets of links that need no account: the link holds the secret, the database a digest of it."""

import hashlib
import secrets


def new_token() -> tuple[str, str]:
    """A new secret for a link, and what the database keeps of it."""
    token = secrets.token_urlsafe(24)
    return token, digest_of(token)


def digest_of(token: str) -> str:
    """What the database keeps of a secret; the secret itself stands in the link only."""
    return hashlib.sha256(token.encode()).hexdigest()
