"""What someone makes or works in: the noun phrase behind 从事, 专注于, 主打产品是, kept only if a fact uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mention.context import NOMINAL, WEAK, Context
from kg.model import Mention

OPENS = re.compile(
    "(?:专业从事|主要从事|从事|专注于|专注|主攻|主营业务[是为]|主营|主业是|深耕于|深耕|聚焦于|聚焦|致力于|主打产品[是为]?|"
    "主打|主要生产|生产的|研发的|生产|研发|研制|瞄准的是|瞄准)"
)
#: What may close the phrase.
CLOSES = re.compile(
    "的?(?:研发|生产|制造|销售|设计|开发|加工|服务|等|及|和|与|，|。|；|、|产品|领域|赛道|业务|产业|已|$)"
)
#: Longest phrase, in characters.
LONGEST = 12
VAGUE = re.compile(
    "(?:短板|问题|工作|任务|目标|方向|机构|需求|能力|水平|活动|经营|难题|环节|领域|基地|企业|项目|主线|中心|战略|投入|力度)$"
)
INDUSTRY = re.compile("(?:产业|业|经济|服务|物流|金融|能源|医药|制造|培训|教育|文创|旅游|健康|贸易)$")


def find_focus(context: Context) -> Iterator[Mention]:
    """The phrase behind each such verb, if it is made of nouns alone."""
    text = context.text
    for opening in OPENS.finditer(text):
        end = start = opening.end()
        for word in context.words[context.word_at[start] :] if start in context.word_at else ():
            if (
                word.start < start
                or word.tag not in NOMINAL - {"s", "f", "ad", "vd", "PER"}
                or word.end - start > LONGEST
            ):
                break
            if end > start and word.text in context.lexicon.stops["verbs"]:
                break
            end = word.end
        name = text[start:end]
        if (
            end - start < 3
            or VAGUE.search(name)
            or not CLOSES.match(text[end:])
            or name in context.lexicon.stops["generic"]
        ):
            continue
        yield Mention(start, end, "Industry" if INDUSTRY.search(name) else "Technology", name, "focus", WEAK)
