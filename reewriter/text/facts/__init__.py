"""The fact desk: quotations, figures and copied words of a draft, compared with its sources."""

from __future__ import annotations

from reewriter.text.facts.copying import FEWEST_COPIED, Copied, find_copied, quoted_words
from reewriter.text.facts.figures import Figure, check_figures
from reewriter.text.facts.quotations import Difference, Quotation, Verdict, check_quotations
from reewriter.text.facts.source import Sources, SourceText, looks_partial
from reewriter.text.house import HouseFact

__all__ = [
    "FEWEST_COPIED",
    "Copied",
    "Difference",
    "Figure",
    "HouseFact",
    "Quotation",
    "SourceText",
    "Sources",
    "Verdict",
    "check_figures",
    "check_quotations",
    "find_copied",
    "looks_partial",
    "quoted_words",
]
