"""The words of a post: the author's own where there are any, else composed from the article.

`variants` lists them; `compose` takes the next in rotation that fits, and makes the post. Pure: what
a network takes comes in as Limits, the permalink and the picture as arguments.
"""

from syndicate.teaser.choosing import variants
from syndicate.teaser.composing import compose

__all__ = ["compose", "variants"]
