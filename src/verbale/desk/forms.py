"""The hidden field that shows that a form was written by the desk itself, for this very visit (CSRF).

Comes in: the secret of a visit, which only the desk and the visitor's browser know (a cookie that no script reads).
Goes out: a token that follows from it, and not the other way round; the field that carries it; whether a token fits.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from markupsafe import Markup

from verbale.desk.visit import this_visit

FIELD = "csrf_token"
HEADER = "x-csrf-token"


def form_token(secret: str) -> str:
    """The token of a visit's forms."""
    return hmac.new(secret.encode(), b"a form of the desk", sha256).hexdigest()


def fits(token: str, secret: str) -> bool:
    """Whether a form with this token was written for this visit."""
    return bool(secret) and hmac.compare_digest(token.encode(), form_token(secret).encode())


def token_field() -> Markup:
    """The hidden field for a form of the page that is being rendered."""
    field = Markup('<input type="hidden" name="{}" value="{}">')
    return field.format(FIELD, form_token(this_visit.get().secret))
