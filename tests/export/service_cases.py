"""Every mailing service with its fake: whoever adds a service adds one line here."""

from __future__ import annotations

from tests.export.fake_service import FakeService
from tests.export.fakes_first import FakeButtondown, FakeListmonk
from tests.export.fakes_last import FakeBrevo, FakeKit, FakeResend, FakeSendGrid
from tests.export.fakes_more import FakeGhost, FakeMailchimp
from tests.export.fakes_site import FakeWordPress

CASES: dict[str, type[FakeService]] = {
    "brevo": FakeBrevo,
    "buttondown": FakeButtondown,
    "ghost": FakeGhost,
    "kit": FakeKit,
    "mailchimp": FakeMailchimp,
    "resend": FakeResend,
    "sendgrid": FakeSendGrid,
    "wordpress": FakeWordPress,
    "listmonk": FakeListmonk,
}

SENDING_PATH = r"(?<!single)send|schedule|publish|trigger|start|/status|/actions|/test\b"
"""What no path may ever hold."""

SENDING_VALUES = {
    "about_to_send", "scheduled", "running", "published", "sent", "send", "sending", "publish",
    "future", "queued",
}  # fmt: skip
"""What no value of a status may ever be."""

SENDING_NAMES = {
    "send_at", "sendat", "scheduledat", "scheduled_at", "schedule_time", "publish_date",
    "publish_at", "scheduled_for", "published_at", "send_now", "recipients_now",
}  # fmt: skip
"""What no body may name, unless it says that there is none."""
