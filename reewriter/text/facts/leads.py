"""The words that may stand before the one a sentence is about: In the hall, …; Asked by Aho, …"""

from __future__ import annotations

import re

__all__ = ["LEAD"]

_TIMES = (
    r"(?:later|earlier|before|after|away|down|up|ago|day|night|morning|evening|afternoon|week|month"
    r"|year|time|side|end|table|room|hall|corridor|door|street|building|moment)s?"
)
LEAD = re.compile(
    r"(?:(?i:about|above|across|after|afterwards?|against|along|also|among|amid|around|as|at|back"
    r"|because|before|behind|below|beside|besides|between|beyond|by|despite|downstairs|during"
    r"|earlier|elsewhere|even|finally|for|from|here|however|if|in|indeed|inside|instead|into|last"
    r"|later|like|meanwhile|moreover|near|nearby|next|nonetheless|nevertheless|not|now|of|off|on"
    r"|once|only|opposite|outside|over|past|perhaps|since|sometimes|soon|still|then|there|though"
    r"|through|throughout|to|today|tomorrow|tonight|too|toward|under|unlike|until|unusually|up"
    r"|upstairs|when|while|with|within|without|yesterday|[a-z]+ly)\b[^,;:“”\"\n]{0,80}"
    r"|[A-Z][a-z]+(?:ing|ed)\b[^,;:“”\"\n]{0,80}"
    rf"|(?:[A-Z][a-z]+\s+)?(?:[a-z-]+\s+){{0,4}}{_TIMES}"
    r"|\d{4}),\s+"
)
"""One of them, with its comma."""
