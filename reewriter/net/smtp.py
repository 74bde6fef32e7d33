"""Hands one mail to one mail server for a few named people; must not know what is in it.

The only place from which mail can leave. It takes at most `MOST` addresses: no list fits in.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reewriter.errors import AnswerError, DeadlineError, DraftOnlyError, NetworkError
from reewriter.net.address import is_loopback
from reewriter.net.redact import redact
from reewriter.net.secret import Secret

if TYPE_CHECKING:
    import smtplib

__all__ = ["MOST", "MailServer", "deliver_mail"]

MOST = 10
"""Addresses in one call."""
_OURSELVES = "localhost"
"""How we greet: this machine's name is nobody's business."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over."""

    host: str
    port: int
    security: Literal["tls", "starttls", "none"]
    """"none" to this machine only."""
    user: str = ""
    secret: Secret | None = None


def deliver_mail(
    server: MailServer,
    content: bytes,
    *,
    sender: str,
    recipients: Sequence[str],
    seconds: float = 60.0,
) -> tuple[str, ...]:
    """Hand the mail over within a total deadline; return the addresses that were refused.

    Raises DraftOnlyError for no or too many addresses, AnswerError where the server refuses,
    NetworkError where nobody knows what became of it. Nothing is tried twice.
    """
    import smtplib

    if not 0 < len(recipients) <= MOST:
        raise DraftOnlyError(f"a test mail goes to 1 to {MOST} addresses, not {len(recipients)}")
    if server.security == "none" and not is_loopback(server.host):
        raise DraftOnlyError(f"{server.host}: mail goes there encrypted or not at all")
    ends = time.monotonic() + seconds
    try:
        with _connected(server, seconds) as smtp:
            refused = smtp.sendmail(sender, list(recipients), content)
    except smtplib.SMTPRecipientsRefused as error:
        raise _told(server, "takes none of the addresses", error.recipients) from None
    except smtplib.SMTPResponseException as error:
        what = {535: "does not accept the password", 534: "does not accept the password"}
        raise _told(
            server,
            what.get(error.smtp_code, "does not take the mail"),
            {"": (error.smtp_code, error.smtp_error)},
        ) from None
    except (smtplib.SMTPException, OSError, ValueError) as error:
        if time.monotonic() >= ends or isinstance(error, TimeoutError):
            raise DeadlineError(f"{server.host}: not done within {seconds:g} s") from None
        raise NetworkError(
            f"{server.host}: the mail server cannot be used ({_phrase(error)})",
            hint="Are host, port and security right in feeds.toml?",
        ) from None
    return tuple(refused)


@contextlib.contextmanager
def _connected(server: MailServer, seconds: float) -> Iterator[smtplib.SMTP]:
    """Open, encrypt and log in; whatever hangs is cut at the deadline."""
    import smtplib
    import ssl

    context = ssl.create_default_context()
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, _OURSELVES, timeout=seconds, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, _OURSELVES, timeout=seconds)
    cut = threading.Timer(seconds, _cut, (smtp,))
    cut.daemon = True
    cut.start()
    try:
        if server.security == "starttls":
            smtp.starttls(context=context)
        if server.user and server.secret is not None:
            smtp.login(server.user, server.secret.reveal())
        yield smtp
        with contextlib.suppress(smtplib.SMTPException, OSError):  # the mail is handed over
            smtp.quit()
    finally:
        cut.cancel()
        smtp.close()


def _cut(smtp: smtplib.SMTP) -> None:
    sock = getattr(smtp, "sock", None)
    if sock is not None:
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def _told(
    server: MailServer, what: str, answers: Mapping[str, tuple[int, bytes | str]]
) -> AnswerError:
    code, said = next(iter(answers.values()))
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    # Before it is cut: the beginning of a password is one nobody would know it by.
    plain = redact(" ".join(text.split()))[:200]
    return AnswerError(
        f"{server.host} {what} ({code} {plain})",
        status=code,
        hint="Nothing was handed over.",
    )


def _phrase(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return type(error).__name__
