"""The `eml` target: the issue as a draft that mail programs open, with nothing left to chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import format_datetime, parseaddr

from reewriter.errors import ExportError
from reewriter.export import headers
from reewriter.export.folder import FolderTarget, payload_of
from reewriter.export.pictures import Picture, read_pictures, relink_html
from reewriter.export.target import ExportContext, Payload, digest_of, file_stem
from reewriter.model import Finding, Publication, Rendered, Severity
from reewriter.render.bound import bound, publication_urls

__all__ = ["TEST", "EmlTarget", "build", "verify"]

TEST = "[TEST]"
"""Stands before the subject of a test mail."""
_BOTH = ("From", "To")


@dataclass(frozen=True, slots=True)
class _Mail:
    """The whole message before it is written down."""

    headers: Mapping[str, str]
    text: str
    html: str
    pictures: tuple[tuple[str, Picture], ...]
    """Content-ID and picture."""
    digest: str


class EmlTarget(FolderTarget):
    """Writes `EDITION.eml`: text first, then HTML, addressed to the sender, marked as unsent."""

    kind = "eml"
    writes = "`EDITION.eml`, marked as unsent: mail programs open it as a draft"

    def prepare(self, rendered: Rendered, ctx: ExportContext) -> Payload:
        """Build the message; the same issue gives the same bytes."""
        content = build(rendered, ctx)
        path = ctx.out_dir / f"{self.stem(ctx)}.eml"
        return payload_of({path: content}, findings=_one_click(ctx.publication))


def build(rendered: Rendered, ctx: ExportContext, *, testers: Sequence[str] = ()) -> bytes:
    """Write the message and read it back; raises ExportError unless it says what was meant.

    With `testers` it is a test mail to these bare addresses, and says so.
    """
    if testers:
        rendered = replace(rendered, subject=f"{TEST} {rendered.subject}")
    mail = _mail(rendered, ctx, testers)
    message = EmailMessage(policy=headers.MAIL_POLICY)
    for name, value in mail.headers.items():
        message[name] = value
    _set_bodies(message, mail)
    content = message.as_bytes()
    verify(content, mail.headers, bodies={"plain": mail.text, "html": mail.html})
    _verify_readable(
        content,
        rendered.subject,
        ctx.publication.sender_name,
        names=("From",) if testers else _BOTH,
    )
    return content


def verify(content: bytes, meant: Mapping[str, str], *, bodies: Mapping[str, str]) -> None:
    """Compare the bytes, parsed, with the headers and bodies meant; raises ExportError."""
    # compat32 decodes nothing: these are the values as they stand in the file.
    read = message_from_bytes(content, policy=policy.compat32)
    found = [
        (name, _unfolded(value))
        for name, value in read.items()
        if name.lower() not in ("mime-version", "content-type")
    ]
    if found != list(meant.items()):
        differing = [name for name, value in found if meant.get(name) != value]
        raise _garbled(", ".join(differing) or "a header is missing")
    parsed = message_from_bytes(content, policy=policy.default)
    if any(part.defects for part in parsed.walk()):
        raise _garbled("the parts have defects")
    leaves = [part for part in parsed.walk() if not part.is_multipart()]
    if [part.get_content_subtype() for part in leaves[: len(bodies)]] != list(bodies):
        raise _garbled("the parts are not text, then HTML")
    for part, body in zip(leaves, bodies.values(), strict=False):
        if part.get_content().replace("\r\n", "\n") != body:
            raise _garbled(f"the {part.get_content_type()} part reads differently")


def _verify_readable(
    content: bytes, subject: str, sender_name: str, *, names: Sequence[str]
) -> None:
    # The older decoder: the newer one shows a blank between two encoded words of a name.
    read = message_from_bytes(content, policy=policy.compat32)
    if _decoded(read["Subject"]) != headers.scrub(subject):
        raise _garbled("Subject")
    for name in names:
        if _decoded(parseaddr(_unfolded(read[name]))[0]) != headers.scrub(sender_name):
            raise _garbled(name)


def _decoded(value: str) -> str:
    return str(make_header(decode_header(_unfolded(value))))


def _unfolded(value: str) -> str:
    return " ".join(str(value).split())


def _mail(rendered: Rendered, ctx: ExportContext, testers: Sequence[str]) -> _Mail:
    publication = ctx.publication
    filled = bound(rendered, publication_urls(publication, ctx.edition))
    pictures = read_pictures(rendered.images)
    text, markup = _canonical(filled.text), _canonical(filled.html)
    domain = headers.mail_domain(publication.sender_email)
    sender = headers.address(publication.sender_name, publication.sender_email)
    meant = {
        "From": sender,
        "To": ", ".join(testers) or sender,
        "Subject": headers.unstructured(rendered.subject),
        "Date": format_datetime(ctx.date),
        **_list_headers(publication, ctx.edition),
        **({} if testers else {"X-Unsent": "1"}),
    }
    digest = digest_of(
        *(part.encode() for pair in meant.items() for part in pair),
        text.encode(),
        markup.encode(),
        *(picture.content for picture in pictures),
    )
    message_id = f"<{file_stem(ctx.edition)}.{digest[:16]}@{domain}>"
    cids = {picture.name: f"{picture.name}.{digest[:16]}@{domain}" for picture in pictures}
    return _Mail(
        headers={"Message-ID": message_id, **meant},
        text=text,
        html=relink_html(markup, pictures, lambda picture: f"cid:{cids[picture.name]}"),
        pictures=tuple((cids[picture.name], picture) for picture in pictures),
        digest=digest,
    )


def _list_headers(publication: Publication, edition: str) -> dict[str, str]:
    unsubscribe = headers.bracketed_url(publication.unsubscribe_url, key="unsubscribe_url")
    archive = headers.bracketed_url(publication.page_of(edition), key="archive_url")
    found = {}
    if unsubscribe:
        found["List-Unsubscribe"] = unsubscribe
    if unsubscribe.startswith("<https:"):
        # RFC 8058: only https may be posted to.
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if list_id := headers.list_id(publication.list_id):
        found["List-ID"] = list_id
    if archive.startswith(("<https:", "<http:")):
        found["Archived-At"] = archive
    return found


def _set_bodies(message: EmailMessage, mail: _Mail) -> None:
    cte = "quoted-printable"
    message.set_content(mail.text, charset="utf-8", cte=cte)
    message.add_alternative(mail.html, subtype="html", charset="utf-8", cte=cte)
    message.set_boundary(f"=_text-or-html_{mail.digest}")
    plain, rich = _parts(message)
    for cid, picture in mail.pictures:
        rich.add_related(
            picture.content,
            "image",
            picture.subtype,
            cid=f"<{cid}>",
            disposition="inline",
            filename=picture.name,
        )
    if mail.pictures:
        rich.set_boundary(f"=_with-pictures_{mail.digest}")
    for part in (plain, rich, *_parts(rich)):
        # Only the message itself has one.
        del part["MIME-Version"]


def _parts(message: Message) -> Sequence[EmailMessage]:
    payload = message.get_payload()
    if not isinstance(payload, list):
        return ()
    return [part for part in payload if isinstance(part, EmailMessage)]


def _canonical(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def _one_click(publication: Publication) -> tuple[Finding, ...]:
    if publication.unsubscribe_url.startswith("https:"):
        return ()
    return (
        Finding(
            id="eml.one_click",
            severity=Severity.WARNING,
            message="Mail programs will show no unsubscribe button",
            where="config.unsubscribe_url",
            hint="Set unsubscribe_url in [publication] of feeds.toml to an https address.",
        ),
    )


def _garbled(how: str) -> ExportError:
    return ExportError(
        f"the mail would not say what was meant: {how}",
        hint="Nothing was written. Look for odd characters in the subject and in [publication].",
    )
