"""Signs a request as Amazon's services want it (Signature Version 4); knows none of them."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime
from urllib.parse import urlsplit

from reewriter.net import Secret

__all__ = ["signature"]

_ALGORITHM = "AWS4-HMAC-SHA256"


def signature(
    secret: Secret,
    method: str,
    url: str,
    body: bytes,
    *,
    access_key: str,
    region: str,
    service: str,
    at: datetime,
) -> dict[str, str]:
    """Return the headers that carry the signature of a request without a query.

    They are good for five minutes around `at`. Of the headers only host and date are signed, as
    the documents ask for at least.
    """
    moment = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{moment[:8]}/{region}/{service}/aws4_request"
    parts = urlsplit(url)
    request = "\n".join(
        (
            method,
            parts.path or "/",
            "",
            f"host:{parts.netloc}",
            f"x-amz-date:{moment}",
            "",
            "host;x-amz-date",
            hashlib.sha256(body).hexdigest(),
        )
    )
    digest = hashlib.sha256(request.encode()).hexdigest()
    key = b"AWS4" + secret.reveal().encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), hashlib.sha256)
    said = "\n".join((_ALGORITHM, moment, scope, digest))
    signed = hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
    credential = f"Credential={access_key}/{scope}"
    return {
        "X-Amz-Date": moment,
        "Authorization": (
            f"{_ALGORITHM} {credential}, SignedHeaders=host;x-amz-date, Signature={signed}"
        ),
    }
