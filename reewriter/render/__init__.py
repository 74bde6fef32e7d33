"""Turns a composition into HTML, Markdown and text; knows no mailing service and no database."""

from __future__ import annotations

from reewriter.render.archive import ArchivedIssue, archive
from reewriter.render.issue import render
from reewriter.render.post import post
from reewriter.render.prompts import Prompt, prompt
from reewriter.render.proof import check_templates
from reewriter.render.tagging import LinkPlan, LinkTags, link_plan, tag_links, tags_of
from reewriter.render.templates import (
    TemplateFile,
    copy_look,
    copy_template,
    own_formats,
    shipped_templates,
)
from reewriter.render.templates import listed as template_listing

__all__ = [
    "ArchivedIssue",
    "LinkPlan",
    "LinkTags",
    "Prompt",
    "TemplateFile",
    "archive",
    "check_templates",
    "copy_look",
    "copy_template",
    "link_plan",
    "own_formats",
    "post",
    "prompt",
    "render",
    "shipped_templates",
    "tag_links",
    "tags_of",
    "template_listing",
]
