"""Expertstatus: one Markdown article becomes a page, a feed, a share image and its posts.

The rooms and the one way of an article through them are drawn in docs/architecture.md.
This file stays free of imports: `python -m syndicate` runs it before anything is installed.
"""

__version__ = "0.1.0"
