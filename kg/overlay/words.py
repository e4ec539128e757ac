"""A user's own type words and posts, added to ours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.lexicon import Lexicon, read_heads, read_lists
from kg.model import KgError
from kg.overlay.fault import Log
from kg.vocabulary import Vocabulary


def lay_words(path: Path, lexicon: Lexicon, vocabulary: Vocabulary, log: Log) -> Lexicon:
    """The lexicon with the words of `heads.toml` or `posts.toml`; KgError, with the file, where we cannot."""
    if path.stem == "heads":
        heads = read_heads(path)
        try:
            for kind, _ in heads.values():
                vocabulary.entity_class(kind)
        except KgError as error:
            raise KgError(f"{path}: {error}") from error
        log.found.append(f"{path}: type words: {len(heads)}")
        return replace(lexicon, heads={**lexicon.heads, **heads})
    lists = read_lists(path)
    for key in lists:
        if key not in lexicon.posts:
            raise KgError(f"{path}: no list {key!r}; there are {', '.join(lexicon.posts)}")
    log.found.append(f"{path}: words of posts: {sum(map(len, lists.values()))}")
    more = {key: tuple(dict.fromkeys((*words, *lists.get(key, ())))) for key, words in lexicon.posts.items()}
    return replace(lexicon, posts=more)
