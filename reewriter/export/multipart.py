"""Packs a picture into a form, as services take files; the same picture gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping

from reewriter.export.pictures import Picture
from reewriter.export.target import digest_of

__all__ = ["form"]


def form(field: str, picture: Picture, more: Mapping[str, str] | None = None) -> tuple[bytes, str]:
    """Return the body and the content type of a form with one file and some words.

    Names are ours, never content, so that nothing in them needs escaping.
    """
    boundary = f"reewriter-{digest_of(picture.content)}"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in (more or {}).items()
    ]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; '
        f'filename="{picture.name}"\r\nContent-Type: image/{picture.subtype}\r\n\r\n'
    )
    parts += [head.encode(), picture.content, f"\r\n--{boundary}--\r\n".encode()]
    return b"".join(parts), f"multipart/form-data; boundary={boundary}"
