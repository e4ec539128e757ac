"""Posts: who holds, or once held, which post in which body, each restated as a plain sentence for the rules."""

from kg.post.restate import as_held, restate_as_current, restate_posts, without_posts

__all__ = ["as_held", "restate_as_current", "restate_posts", "without_posts"]
