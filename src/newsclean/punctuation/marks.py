"""Half-width marks in Chinese text: comma, colon, semicolon, question and exclamation mark, period, tilde."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from newsclean.article.proposal import Edit
from newsclean.article.rule import Example, Finder, Rule
from newsclean.article.view import View
from newsclean.punctuation.context import HAN, Context, Side, is_han
from newsclean.settings import Settings

IsException = Callable[[str, int], bool]

_CLAUSE = "GB/T 15834-2011 5.1.1: marks in Chinese text take the width of a character"
# Characters that spell foreign names. Between two of them a period is a middle dot: 乔治.华盛顿.
_NAMES = frozenset(
    "万丘丝丹乃乌乔亚亨仁伊休伦伯佐佩侯儒克兰兹内冯凯切利加努劳勃勒华博卡卢厄古史叶吉吕哈唐喀因图圣坎坦埃培基塔塞夏多夫奇奈奎奥妮姆威娜嫩孟宁安宰"
    "宾密尔尚尤尼巴布希帕席平库庞康廉延廷弗彭彻彼德怀恩恰戈戴扎托扬拉拜措提摩撒敦文斯施日旺昂昆普曼曾朗朱杰林查柯柴格桑梅森楚欣欧歇比汉汤沃沙治法"
    "波泰泼泽洛洪海涅温潘特狄玛玻珀珊珍琳琼瑞瑟瓦田登皮盖福科穆简米索约纳纽绍维缪罗翁翰考耶肖肯腊腾舍舒艾芬苏若英茨茹荣莉莎莫莱菲萨葛蒂蒙蓬西詹让"
    "诺谢贝费贾赖赛赞赫越路辛达迈迪逊道邓郝里金钦锡门阿陶隆雅雪雷霍韦顿饶马魏鲁鲍麦黎默齐"
)


def _widen(mark: str, wide: str, rule: str, is_exception: IsException) -> Finder:
    pattern = re.compile(f"{re.escape(mark)}{re.escape(mark)}*")

    def find(view: View, settings: Settings) -> Iterator[Edit]:
        context = view.derive(Context)
        for start, end in view.outline.spans(pattern):
            if (
                not is_exception(view.text, start)
                and context.is_chinese(start, end)
                and not view.protected.touch(start, end)
            ):
                for at in range(start, end - 1):
                    yield Edit(at, at + 1, wide, rule)
                yield Edit(end - 1, _end_of_space(view.text, end), wide, rule)

    return find


def _end_of_space(text: str, end: int) -> int:
    """Where the space ends that was typed after a half-width mark: `嗨! 你`, `吗? GPT` have it for the mark's sake."""
    after = end
    while text[after : after + 1] == " ":
        after += 1
    return after if _begins_sentence(text[after : after + 1]) else end


def _between_digits(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isdecimal() and text[at + 1 : at + 2].isdecimal()


def _colon_exception(text: str, at: int) -> bool:
    """Times, ratios and scores; addresses; smileys."""
    return _between_digits(text, at) or (text[at + 1 : at + 2] in (*"/\\)(DPp=",) and text[at + 1 : at + 2] != "")


def _semicolon_exception(text: str, at: int) -> bool:
    """The end of an entity that HTML does not know."""
    return re.search(r"&#?\w{1,31}\Z", text[max(0, at - 33) : at]) is not None


def _comparison(text: str, at: int) -> bool:
    """`!=` and `?=` of code; and a mark that begins a line ends no sentence."""
    return text[at + 1 : at + 2] == "=" or at == 0 or text[at - 1] in "\r\n"


_CLOSING = frozenset("”’\"'）)」』")
_MARKET = re.compile(r"\.(?:US|HK|SH|SZ|SS|BJ|TW|L|N|O)(?![A-Za-z])")
_BEGINNING = frozenset("“《‘（「『【")
_LONGEST_TOKEN = 40
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:/+-]*\Z")
# What a number follows that is no end of a sentence, and what a period follows that is part of it.
_LABELS = frozenset("图圖表例注题題附件式第章节節卷期条條款项項")
_ABBREVIATIONS = re.compile(
    "(?:mr|mrs|ms|dr|no|vol|st|vs|jr|sr|prof|inc|ltd|co|corp|etc|eg|ie|fig|dept|gen|col|www)", re.I
)
_PERIOD = re.compile(r"\.(?<!\.\.)(?!\.)(?!(?<=[0-9]\.)[0-9])")  # neither an ellipsis nor a decimal point


def _periods(view: View, settings: Settings) -> Iterator[Edit]:
    text, context = view.text, view.derive(Context)
    for start, end in view.outline.spans(_PERIOD):
        before = context.before(start)
        if before < Side.TOKEN or view.protected.touch(start, end):
            continue
        # After a figure or Latin word a period may be its own: 1. and Inc. are not ends of sentences.
        ends_word = before == Side.CHINESE or text[start - 1] in "%％℃"
        closed = end
        while text[closed : closed + 1] in _CLOSING:
            closed += 1
        follows = text[closed : closed + 1]
        at_end = follows in ("", "\r", "\n") or not text[closed : closed + 2].strip()
        inside = (ends_word and _begins_sentence(follows) and not _is_part_of_name(text, start)) or (
            before == Side.TOKEN and is_han(follows) and context.is_chinese_line(start) and _ends_token(text, start)
        )
        if (at_end and (ends_word or (text[start - 1].isdecimal() and context.is_chinese_line(start)))) or inside:
            yield Edit(start, end, "。", "punctuation/period")


def _begins_sentence(character: str) -> bool:
    return is_han(character) or character.isdecimal() or character in _BEGINNING or "A" <= character <= "Z"


def _ends_token(text: str, at: int) -> bool:
    """Whether a period ends the sentence that a figure or Latin word ends: 比分追到61-81.最后阶段, 一辆黑色SUV.她.

    Not so after the number of a list or figure (一是：1.总体要求, 图1.北京), an initial (J.K.罗琳) or an abbreviation.
    """
    token = _TOKEN.search(text, max(0, at - _LONGEST_TOKEN), at)
    if token is None:
        return False
    last = token.group().rpartition(".")[2]
    if last[-1:].isdecimal() and last.isdecimal() and token.group() == last:
        return is_han(text[token.start() - 1 : token.start()]) and text[token.start() - 1] not in _LABELS
    return len(last) > 1 and _ABBREVIATIONS.fullmatch(last) is None


def _is_part_of_name(text: str, at: int) -> bool:
    """Whether the period stands in a foreign name, 约翰.史密斯, or before the market of a share, 阿里巴巴.US."""
    if _MARKET.match(text, at):
        return True
    around = text[max(0, at - 2) : at] + text[at + 1 : at + 3]
    return len(around) == 4 and _NAMES.issuperset(around)


_TILDE = re.compile(f"~(?<=[0-9%％℃{HAN}]~)(?=[0-9])")
_UNITS = frozenset("0123456789%％℃年月日时分元度")


def _tildes(view: View, settings: Settings) -> Iterator[Edit]:
    context = view.derive(Context)
    for start, end in view.outline.spans(_TILDE):
        if view.text[start - 1] in _UNITS and context.is_chinese(start, end) and not view.protected.touch(start, end):
            yield Edit(start, end, "～", "punctuation/tilde")


RULES = (
    Rule(
        id="punctuation/comma",
        kind="normalisation",
        safe=True,
        what="Widens a half-width comma in Chinese text.",
        why="Thousands (1,000), English sentences and addresses keep theirs.",
        source=_CLAUSE,
        example=Example("2021年2月,在北京", "2021年2月，在北京"),
        find=_widen(",", "，", "punctuation/comma", _between_digits),
        needs=",",
    ),
    Rule(
        id="punctuation/colon",
        kind="normalisation",
        safe=True,
        what="Widens a half-width colon in Chinese text.",
        why="Times (10:30), ratios (3:2), addresses and smileys keep theirs.",
        source=_CLAUSE,
        example=Example("策划:张海燕", "策划：张海燕"),
        find=_widen(":", "：", "punctuation/colon", _colon_exception),
        needs=":",
    ),
    Rule(
        id="punctuation/semicolon",
        kind="normalisation",
        safe=True,
        what="Widens a half-width semicolon in Chinese text.",
        why="The end of an HTML entity keeps it.",
        source=_CLAUSE,
        example=Example("一是减负;二是增收", "一是减负；二是增收"),
        find=_widen(";", "；", "punctuation/semicolon", _semicolon_exception),
        needs=";",
    ),
    Rule(
        id="punctuation/question-mark",
        kind="normalisation",
        safe=True,
        what="Widens half-width question marks in Chinese text.",
        why="English questions and addresses keep theirs.",
        source=_CLAUSE,
        example=Example("为什么?因为", "为什么？因为"),
        find=_widen("?", "？", "punctuation/question-mark", _comparison),
        needs="?",
    ),
    Rule(
        id="punctuation/exclamation-mark",
        kind="normalisation",
        safe=True,
        what="Widens half-width exclamation marks in Chinese text.",
        why="English exclamations and `!=` keep theirs.",
        source=_CLAUSE,
        example=Example("真的太方便了!”", "真的太方便了！”"),
        find=_widen("!", "！", "punctuation/exclamation-mark", _comparison),
        needs="!",
    ),
    Rule(
        id="punctuation/period",
        kind="normalisation",
        safe=True,
        what="Turns a period into a full stop where a Chinese sentence ends.",
        why="At the end of a line, after Chinese text, and inside a line before Chinese text; never in a decimal, "
        "after a list number or abbreviation, or between the parts of a foreign name.",
        source="GB/T 15834-2011 4.1.3, 5.1.1",
        example=Example("会议在北京召开.", "会议在北京召开。"),
        find=_periods,
        needs=".",
    ),
    Rule(
        id="punctuation/tilde",
        kind="normalisation",
        safe=True,
        what="Widens a tilde between figures in Chinese text.",
        why="A range of figures is written with the wave dash.",
        source="GB/T 15834-2011 4.13.3.3",
        example=Example("预计5~10天", "预计5～10天"),
        find=_tildes,
        needs="~",
    ),
)
