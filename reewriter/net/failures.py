"""Says in one plain line why a request failed; repeats nothing a server sent."""

from __future__ import annotations

from reewriter.errors import NetworkError, TooLargeError
from reewriter.net.watch import Watch

__all__ = ["broken_connection", "plain_error", "transport_errors"]


def transport_errors() -> tuple[type[Exception], ...]:
    """Return what urllib3 and what lies beneath it may raise."""
    import http.client

    from urllib3.exceptions import HTTPError

    return (HTTPError, http.client.HTTPException, OSError, ValueError)


def broken_connection() -> tuple[type[Exception], ...]:
    """Return what is raised where the other side has closed a connection that was kept alive."""
    import ssl

    return (ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError)


def plain_error(error: Exception, watch: Watch) -> NetworkError:
    """Return the NetworkError that tells a person what happened."""
    import http.client
    import ssl

    from urllib3.exceptions import HTTPError
    from urllib3.exceptions import TimeoutError as Urllib3TimeoutError

    if isinstance(error, (TimeoutError, Urllib3TimeoutError)):
        return watch.too_slow()
    host = watch.host
    if isinstance(error, http.client.LineTooLong) or "got more than" in str(error):
        return TooLargeError(f"{host}: sends more headers than we take")
    if isinstance(error, ssl.SSLCertVerificationError):
        return NetworkError(
            f"{host}: its certificate is not valid ({error.verify_message})",
            hint="Is the address spelled right, and this computer's clock?",
        )
    if isinstance(error, HTTPError):
        return NetworkError(f"{host}: the answer was cut off after {watch.received:,} bytes")
    if isinstance(error, ValueError) and watch.received:
        return NetworkError(f"{host}: does not answer in proper HTTP")
    if isinstance(error, ConnectionRefusedError):
        return NetworkError(
            f"{host}: refuses the connection",
            hint="Nothing listens there just now: is it down, or the address another one?",
        )
    return NetworkError(f"{host}: {_phrase(error)}")


def _phrase(error: Exception) -> str:
    import http.client
    import ssl

    if isinstance(error, ssl.SSLError):
        return f"no secure connection ({(error.reason or 'TLS error').lower().replace('_', ' ')})"
    if isinstance(error, http.client.RemoteDisconnected):
        return "closed the connection without an answer"
    if isinstance(error, ConnectionError):
        return "broke the connection"
    if isinstance(error, http.client.HTTPException):
        return "does not answer in proper HTTP"
    if isinstance(error, OSError):
        return (error.strerror or "cannot be reached").lower()
    return "the request could not be put into HTTP"
