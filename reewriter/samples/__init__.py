"""The demonstration's material: sample feeds, a workspace around them, a half-made issue."""

from __future__ import annotations

from reewriter.samples.issue import EarlierIssue, EarlierStory, HalfMade, SampleStory, half_made
from reewriter.samples.workspace import build

__all__ = ["EarlierIssue", "EarlierStory", "HalfMade", "SampleStory", "build", "half_made"]
