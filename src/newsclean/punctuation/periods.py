"""The period that ends a Chinese sentence, told from those of decimals, lists, names and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.article.lines import DATE
from newsclean.article.proposal import Edit
from newsclean.article.rule import Example, Rule
from newsclean.article.signs import Signs
from newsclean.article.view import View
from newsclean.article.words import tagged
from newsclean.punctuation.context import CHINESE_MARKS, HAN, Context, Side, begins_sentence, end_of_space, is_han
from newsclean.settings import Settings

# Characters that spell foreign names. Between two of them a period is a middle dot: 乔治.华盛顿.
_NAMES = frozenset(
    "万丘丝丹乃乌乔亚亨仁伊休伦伯佐佩侯儒克兰兹内冯凯切利加努劳勃勒华博卡卢厄古史叶吉吕哈唐喀因图圣坎坦埃培基塔塞夏多夫奇奈奎奥妮姆威娜嫩孟宁安宰"
    "宾密尔尚尤尼巴布希帕席平库庞康廉延廷弗彭彻彼德怀恩恰戈戴扎托扬拉拜措提摩撒敦文斯施日旺昂昆普曼曾朗朱杰林查柯柴格桑梅森楚欣欧歇比汉汤沃沙治法"
    "波泰泼泽洛洪海涅温潘特狄玛玻珀珊珍琳琼瑞瑟瓦田登皮盖福科穆简米索约纳纽绍维缪罗翁翰考耶肖肯腊腾舍舒艾芬苏若英茨茹荣莉莎莫莱菲萨葛蒂蒙蓬西詹让"
    "诺谢贝费贾赖赛赞赫越路辛达迈迪逊道邓郝里金钦锡门阿陶隆雅雪雷霍韦顿饶马魏鲁鲍麦黎默齐丽娅斐盛罕"
)
# The market of a share, and what ends the names of sites and files.
_SUFFIX = re.compile(
    r"\.(?:US|HK|SH|SZ|SS|BJ|TW|L|N|O|com|cn|net|org|gov|edu|io|tv|cc|info|html?|txt|pdf|docx?|xlsx?|pptx?|jpe?g|png|gif"
    r"|mp[34]|avi|wav|exe|zip|rar|apk|js|css|py|json|xml|csv)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# Chinese domains of the highest level, as they are written about: 注册.中国域名.
_DOMAIN = re.compile(
    r"\.(?:中国|中國|香港|台湾|台灣|公司|网络|網絡|政务|公益|网址|集团|商城|在线|中文网|商标)(?:域名|后缀| |\Z)"
)
_CLOSING = frozenset("”’\"＂'）)」』")
_BEHIND = frozenset("—|｜[#").union(_CLOSING)
_REACH = 80
_CLAUSE = 5
# What a number follows that is no end of a sentence, and what a period follows that is part of it.
_LABELS = frozenset("图圖表例注题題附件式第章节節卷期条條款项項")
_ABBREVIATIONS = re.compile(
    "(?:mr|mrs|ms|dr|no|vol|st|vs|jr|sr|prof|inc|ltd|co|corp|etc|eg|ie|fig|dept|gen|col|www)", re.I
)
_LIST_NUMBER = re.compile(r"[ \t\u3000]*[（(]?(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4}|[A-Za-z])[)）]?[.．]")
# Neither an ellipsis nor a decimal point.
_PERIOD = {dot: re.compile(rf"{re.escape(dot)}(?<![.．]{{2}})(?![.．])(?!(?<=[0-9].)[0-9])") for dot in ".．"}
# Latin words and figures that end a stretch of text, behind what is Chinese.
_WORD = r"[A-Za-z0-9][A-Za-z0-9.:/+&'’\-]*"
_LATIN_END = re.compile(rf"([{HAN}{CHINESE_MARKS}]) ?({_WORD}(?: {_WORD})*)[{''.join(_CLOSING)}%％℃]*\Z")
_CHINESE_BRACKETS = re.compile(rf"[（(][^（()）\r\n]*[{HAN}][^（()）\r\n]*[)）]\Z")
# The end of a block of HTML, perhaps behind the ends of what is set in it.
_BLOCK = re.compile(
    r"(?:</(?:span|strong|b|i|em|font|a)>){0,8}</?(?:p|br|div|li|t[dhr]|h[1-6]|section|article)\b", re.I
)
# A line that begins with a figure, which is no date and no number of a list: 调整为2.⏎35元.
_FIGURE_GOES_ON = re.compile(rf"[\r\n \t\u3000]{{1,40}}(?!{DATE}|[0-9]{{1,2}}[.、．)）])[0-9]")
_SMALL_WORDS = frozenset(("of", "the", "and", "for", "in", "on", "de", "von", "van", "to", "la"))
# A name that is written small, with Chinese text or a space behind it.
_SMALL_NAME = re.compile(rf"[a-z][A-Za-z0-9\-]+[ {HAN}]")
# A word of these parts of speech is no name: 为主队杀死比赛.奥拉迪波最后时刻.
_COMMON = frozenset(("n", "v", "vn", "vd", "a", "ad", "an", "d", "m", "q", "r", "f", "t", "i", "l", "b", "y", "u"))
_NAME_REACH = 8


def _periods(view: View, settings: Settings) -> Iterator[Edit]:
    text, context = view.text, view.derive(Context)
    for start, end in view.outline.guarded(_PERIOD):
        if not view.protected.touch(start, end) and _ends_sentence(text, start, context):
            yield Edit(start, end_of_space(text, end), "。", "punctuation/period")


def _ends_sentence(text: str, at: int, context: Context) -> bool:
    """Whether the period at a place ends a Chinese sentence."""
    closed = at + 1
    while text[closed : closed + 1] in _CLOSING and closed < len(text):
        closed += 1
    is_quoted = closed > at + 1
    beyond = closed
    while text[beyond : beyond + 1] in (" ", "\t", "\u3000"):
        beyond += 1
    follows = text[beyond : beyond + 1]
    is_last = follows in ("", "\r", "\n") or _BLOCK.match(text, beyond) is not None
    # 支持 .他说, and 提供有力支持 . 他在会上表示; but not .NET, and not 首页 . 新闻
    first = context.before_space(at)
    is_close = beyond == at + 1 and begins_sentence(follows) and not follows.isascii()
    may_be_spaced = is_quoted or is_last or is_close or _is_prose(text, first, beyond)
    behind = first if may_be_spaced else at
    before = context.before(behind)
    if before == Side.OTHER and _ends_with_chinese_brackets(text, behind) and context.is_chinese_line(at):
        before = Side.CHINESE  # 营收为RMB 123 million（约合8亿元）.
    if before == Side.CHINESE or (before == Side.TOKEN and text[behind - 1] in "%％℃"):
        if _is_list_number(text, at, context):
            return False
        if beyond > closed and not context.is_chinese_line(at):
            return False
        begins = begins_sentence(follows) or _SMALL_NAME.match(text, beyond) is not None
        goes_on = begins and not _is_part_of_name(text, at, first, beyond)
        return is_last or is_quoted or goes_on or follows in _BEHIND
    if before == Side.EDGE or not context.is_chinese_line(at):
        return False
    # After a figure or Latin word a period may be its own: 1. and Inc. are not ends of sentences.
    if is_last and not is_quoted and before == Side.TOKEN and text[at - 1].isdecimal():
        return _FIGURE_GOES_ON.match(text, beyond) is None
    return (is_last or is_quoted or is_han(follows)) and _ends_latin(text, at, is_quoted=is_quoted)


def _is_prose(text: str, end: int, start: int) -> bool:
    """Whether so many Han characters stand before and behind a period that it parts no names and no headings."""
    around = text[max(0, end - _CLAUSE) : end] + text[start : start + _CLAUSE]
    return len(around) == 2 * _CLAUSE and all(map(is_han, around))


def _ends_with_chinese_brackets(text: str, end: int) -> bool:
    return _CHINESE_BRACKETS.search(text, max(0, end - _REACH), end) is not None


def _is_list_number(text: str, at: int, context: Context) -> bool:
    return _LIST_NUMBER.fullmatch(text, context.line(at)[0], at + 1) is not None


def _ends_latin(text: str, at: int, *, is_quoted: bool) -> bool:
    """Whether a period ends the sentence that a figure or Latin name ends: 比分追到61-81.最后阶段, 一辆黑色SUV.她.

    Not so after the number of a list or figure (一是：1.总体要求, 图1.北京), an initial (J.K.罗琳), an abbreviation, or
    an English sentence. In names of several words each begins with a capital or figure.
    """
    found = _LATIN_END.search(text, max(0, at - _REACH), at)
    if found is None or (is_quoted and not is_han(found[1])):  # an English quotation keeps its period
        return False
    *others, word = found[2].split(" ")
    if not all(other[0].isupper() or other[0].isdecimal() or other in _SMALL_WORDS for other in others):
        return False
    if others and word[0].islower():
        return False
    last = word.rpartition(".")[2]
    if last.isdecimal():
        is_label = last == word and (found[1] in _LABELS or not is_han(found[1])) and found.end(2) == at
        return bool(others) or not is_label
    return len(last) > 1 and _ABBREVIATIONS.fullmatch(last) is None


def _is_part_of_name(text: str, at: int, first: int, beyond: int) -> bool:
    """Whether the period stands in a foreign name, 约翰.史密斯, or before what ends a name: 阿里巴巴.US, 微软.NET."""
    if _SUFFIX.match(text, at) or _DOMAIN.match(text, at):
        return True
    before, behind = text[max(0, first - 2) : first], text[beyond : beyond + 2]
    if len(before + behind) != 4 or not _NAMES.issuperset(before):
        return False
    word, tag = tagged(text[max(0, first - _NAME_REACH) : first])[-1]
    if _NAMES.issuperset(behind) and (len(word) < 2 or tag not in _COMMON):
        return True
    following, tag_following = tagged(text[beyond : beyond + _NAME_REACH])[0]
    return min(len(word), len(following)) > 1 and tag.startswith("nr") and tag_following.startswith(("nr", "ns"))


RULES = (
    Rule(
        id="punctuation/period",
        kind="normalisation",
        safe=True,
        what="Turns a period, `.` or `．`, into a full stop where a Chinese sentence ends.",
        why="At the end of a line, after Chinese text, and inside a line before Chinese text; never in a decimal, "
        "after a list number or abbreviation, or between the parts of a foreign name.",
        source="GB/T 15834-2011 4.1.3, 5.1.1",
        example=Example("会议在北京召开.", "会议在北京召开。"),
        find=_periods,
        signs=Signs("．", beside=(("^A-Za-z0-9.", "."), (".", "^A-Za-z0-9."))),
    ),
)
