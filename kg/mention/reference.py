"""Words that stand for a name said before: 园区, 该公司, 管委会; which one is for identity to say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mention.context import Context
from kg.model import Mention

#: Classes whose head alone (大赛, 领导小组) stands for the last thing that ended in it.
HEADED = frozenset({"Fund", "Organization", "Event", "AcademicInstitution", "Platform", "Award"})
KINDS = (("topic_park", "Park"), ("topic_company", "Company"), ("topic_place", "Place"))
ORGAN = re.compile(
    r"(?:高新区|经开区|开发区|园区|新区|片区|区|镇|县|市|省)?(?:管委会|党工委|工委|筹委会|党委)(?![书])"
    r"|(?:区|市|县|镇|省)(?:委|政府|纪委)(?![员托])"
)


def find_references(context: Context) -> Iterator[Mention]:
    """Every topic word that is a word of its own, and every organ that is named without its park or place."""
    text = context.text
    for word in context.words:
        for key, type_ in KINDS:
            if word.text in context.lexicon.stops[key]:
                yield Mention(word.start, word.end, type_, word.text, "reference", 0.7)
        head = context.lexicon.heads.get(word.text)
        if head and head[0] == "Park" and len(word.text) > 1 and word.text not in context.lexicon.stops["topic_park"]:
            yield Mention(word.start, word.end, "Park", word.text, "reference", 0.6)
        elif head and head[0] in HEADED and len(word.text) > 1 and word.tag in ("n", "nz", "vn"):
            yield Mention(word.start, word.end, head[0], word.text, "reference", 0.6)
        elif word.text in ("会上", "会议"):
            yield Mention(word.start, word.end, "Event", word.text, "reference", 0.6)
    for pair in zip(context.words, context.words[1:], strict=False):
        phrase = pair[0].text + pair[1].text
        both = context.lexicon.heads.get(phrase)
        if both and both[0] in HEADED and len(pair[0].text) == 1:
            yield Mention(pair[0].start, pair[1].end, both[0], phrase, "reference", 0.6)
        head = context.lexicon.heads.get(pair[1].text)
        if pair[0].text in ("该", "本", "这个", "这家", "这座") and head:
            yield Mention(pair[0].start, pair[1].end, head[0], pair[1].text, "reference", 0.6)
        for key, type_ in KINDS:
            if phrase in context.lexicon.stops[key]:
                yield Mention(pair[0].start, pair[1].end, type_, phrase, "reference", 0.7)
    for found in ORGAN.finditer(text):
        if found.start() in context.borders and found.end() in context.borders:
            yield Mention(found.start(), found.end(), "GovernmentBody", found[0], "reference", 0.7)
