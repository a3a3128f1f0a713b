"""What is not running text, told by how a line begins or ends: list items, bylines, datelines, captions, labels."""

from __future__ import annotations

import re

from newsclean.article.lines import YEAR
from newsclean.article.tables import BORDERS
from newsclean.lines.evidence import MEASURES, ends_in_address, evidence, is_closed_at_once, is_final
from newsclean.lines.labels import is_label, is_stamped
from newsclean.patterns import regex

# Lines that are not running text, by how they begin.
_STRUCTURE = regex(
    r"""
      [（(【\[]?(?:[一二三四五六七八九十百]{1,3}|[0-9]{1,3}|[A-Za-z])[）)、.．】\]：:](?![0-9])   # 一、 （一） 1. A.
    | 第[一二三四五六七八九十百0-9]{1,4}[章节条款回届轮部分][\s　：:]
    | [①-⑳⒈-⒛㈠-㈩●○■□◆◇★☆▲△▼※•·►▶◎－\-*#|+=_~—>](?![0-9])
    | (?:附?[表图圖]|附件)[\s　]?[0-9一二三四五六七八九十]{1,3}(?:[-－.][0-9]{1,2})?[\s　：:.．、]  # 表1 附件2：
    | (?:[01]?[0-9]|2[0-3])[:：][0-5][0-9][\s　（(]                                          # 06:00 朝闻天下
    | (?:(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2})[\s　]  # 1月3日 召开会议
    | 第[一二三四五六七八九十0-9]{1,3}名[\s　]
    | (?:问|答|记者|主持人|[QA])[：:]
    | [QA][0-9]{1,2}[.．、：:]
    | (?:1[89]|20)[0-9]{2}[\s　](?!年)                                                       # 1991 《跳动的心》
    | @[^\s：:，。]{1,20}[：:]                                                                  # @中国网：
    | [男女][，,]                                                                           # who somebody is
    | “[^”。！？]*[^”。！？…，]”\Z                                                           # a quotation by itself
    | (?:本报|新华社|中新社|中新网|央视网|人民网|新华网|光明网|央广网|中国日报|据)
      .{0,24}?(?:电|讯|消息|报道)[\s　（(：:]                                                 # datelines
    | [\[【（(]?\s*(?:编者按|责任编辑|责编|编辑|审核|校对|监制|来源|作者|摄影|摄|图片?|文[/／字]|图[/／]
      |视频|记者|通讯员|策划|撰稿|出品|统筹|实习生|原标题|资料图
      |(?:发布|更新|发表)(?:时间|日期)
      |(?:免责|版权|特别|郑重)?声明|(?:温馨|特别)提示)[：:／/|｜\s　]                  # bylines
    | 文[\s　|｜/／]
    | [\[【][^\]】]{1,12}[\]】]                                                             # labels
    | [（(]?(?:下转|上接|紧接|转|接)第?[0-9A-Za-z一二三四五六七八九十]{1,4}版
    | <[!/A-Za-z]                                                                          # HTML
    | \[?!\[|`{3}                                                                          # Markdown
    | 《[^》]{1,30}》\s*（?\(?\d{4}\s*年?
    | (?:(?:尊敬|亲爱|敬爱)的|各|全体|广大|同志|朋友|女士|先生|同学|乡亲)[^。；！？要应须]{0,60}[：:]\Z    # salutations
    | [（(][^（()）]*[）)]\Z                                                                # （此件公开发布）
    """,
    re.VERBOSE,
)
# The head of a page: 山城日报 2024年6月1日 第3版.
_PAGE_HEAD = regex(
    r"[\u4e00-\u9fff]{2,10}[报報刊][ \u3000]*[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日(?:[ \u3000][^，。；！？]{0,20})?"
)
# The number of a section, and its title: 1 资料与方法, 1.1 一般资料; 3 名 of a text that is set with spaces is none.
_TITLE = rf"[ \t\u3000]+(?![{''.join(sorted(MEASURES))}])[\u4e00-\u9fff]"
_SECTION = regex(
    rf"(?:[0-9]{{1,2}}|[A-Z](?=[.．]))(?:(?:[.．][0-9]{{1,2}}){{1,3}}[.．]?{_TITLE}"
    rf"|{_TITLE}[^，,；;。！？!?：:]{{1,30}}\Z)"
)
# A numbered heading: its number as in GB/T 9704-2012 7.3.3, a few characters, and no mark that ends a clause.
_NUMBERED = regex(
    r"""
    (?: [一二三四五六七八九十]{1,3}[、，,.．]
      | [（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]
      | [0-9]{1,2}[.．、](?![0-9])
      | 第[一二三四五六七八九十百0-9]{1,4}(?:[编章节]|部分)[\s　]
      | [①-⑳●■◆★▲▶]
    )
    [^，,；;。！？!?：:]{1,30}\Z
    """,
    re.VERBOSE,
)
# An entry of a list: 郑州：多云，22/35℃, 人数：2人, and 联 系 人：李先生; no score 3:1, and no https://.
_ENTRY = regex(
    r"(?:[^\s，。；：、！？,;:!?（）()“”《》]{1,8}|[\u4e00-\u9fff](?:[ \u3000]{1,4}[\u4e00-\u9fff]){1,4})"
    r"(?<![0-9])[：:](?!//)"
)
# One whose value is a number by which somebody or something is known, which nothing but more of it goes on with.
_NUMBER = regex(
    r".{0,8}(?:电[ \u3000]*话|热线|手机|传[ \u3000]*真|邮[ \u3000]*编|邮政编码|QQ|微信|信箱|邮箱|[账帐证票编单]号|号码)"
    r"[：:][ \u3000]?[0-9A-Za-z@._()（）、 －—-]+\Z"
)
_OF_NUMBER = regex(r"[0-9A-Za-z@._()（）、－—-]")
# A line that begins with a year or the number of an entry, which no figure before it goes on with.
_OTHER_FIGURE = regex(rf"{YEAR}|[0-9]{{1,3}}{_TITLE}")
# A date that begins a line, unless the head ends with the first digit of its month: 2024年1⏎2月5日.
_DATE = regex("[0-9]{1,2}月[0-9]{1,2}日")
_CUT_MONTH = regex("(?<![0-9])1\n[0-2]月")
# The year at the end of an entry in a list of books: 克卢汉 著，何道宽 译，商务印书馆，2004.
_PUBLISHED = regex(r"[，,｜|][ \u3000]?(?:1[5-9]|20)[0-9]{2}\Z")
_GOES_ON_YEAR = regex("[0-9年度届至到、—–\\-]")
# A row of a table is a few cells with no mark that parts clauses, 第二名 李四 10秒12; more are a list of names.
_CELLS = regex(r"[^\s，。；：、！？,;]{1,16}(?:[ \t\u3000]+[^\s，。；：、！？,;]{1,16}){2,6}")
# Where tabs stand between them, two cells are a row: 王军	县委书记.
_TABBED = regex("[^\t，。；！？]*+(?:\t[^\t，。；！？]*+)++")
# Figures in two cells: 荷兰 2胜1平 7分.
_TWO_FIGURES = regex(r"\D*[0-9]\S*[ \t\u3000].*[0-9]")
# Lines that are whole.
_WHOLE = regex(
    r"""
      \S(?:[ \u3000]{1,4}\S)+                                                                    # 告 台 湾 同 胞 书
    | (?:本[报刊台社网]|[\u4e00-\u9fff]{2,4}[社报网])(?:特派|特约)?(?:记者|通讯员|评论员)+         # 新华社记者
    | (?:相关|新闻|数据|知识|背景|延伸|法律|政策|专家|权威|温馨|友情|特别|名词|读者|网友|记者|编辑|现场|最新)
      (?:链接|背景|阅读|资料|提示|提醒|解读|解释|点评|说法|观点|评论|留言|手记|调查|观察|连线|声音|速递|快讯) # 相关链接
    | (?:——[ \u3000]*)?[（(〔\[【][\u4e00-\u9fff]{1,3}[）)〕\]】][ \u3000]?[\u4e00-\u9fff·]{2,4}
      (?:《[^》]{1,20}》)?                                                                          # （宋）陆游
    | ——[ \u3000]*[\u4e00-\u9fff·]{2,4}(?:《[^》]{1,20}》)?                                         # ——陆游
    | □[ \u3000]*[\u4e00-\u9fff]{2,4}(?:[ \u3000]+[\u4e00-\u9fff]{2,4})*                             # □ 张三
    | [0-9〇○零一二三四五六七八九十]{4}\s?年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日
    | (?:Dear|Hi|Hello|(?:尊敬|亲爱|敬爱|親愛|敬愛)的)[^，,。；！？]{0,20}[，,]                           # Dear all，
    | .*<[!/A-Za-z][^<>]{0,200}>                                                                 # HTML
    | \#{1,6}[ \t].*|(?P<mark>\*\*|__)(?:(?!(?P=mark)).)+(?P=mark)|\[?!\[.*\)                    # Markdown
    """,
    re.VERBOSE | re.DOTALL,
)
# The credit of a photograph ends a caption, which has no final mark.
_CREDIT = regex(
    r"(?:[\s　/／。]|记者|通讯员|图片).{0,12}(?:摄|供图|制图|绘|摄影|图)[）)]?\Z"
    r"|(?:图片来源|图源|图片?)[：:][^。！？]{1,40}\Z"
)
_LONGEST_CREDIT = 48
_SOURCE = regex(
    r"[|｜（(【\[▲△]?\s?(?:图片来源|图源|来源|文[/／字|｜]|[图摄]影?[/／|｜：:]|图片?[/／|｜：:]"
    r"|(?:作者|执笔|主笔|撰[文稿]|编辑|责编|校对|审核|监制)[/／|｜：:])"
)
_FORMER_TITLE = regex("原标题[：:][^。]{1,60}")
_LONGEST_SOURCE, _LONGEST_NAME, _LONGEST_ENTRY = 30, 16, 24
_ANY_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_HAN = regex(_ANY_HAN)
# Two lines of so few characters are cells of a table, or vertical text; 选派8⏎名干部 is neither.
_NARROW = 3
# A word that ends a line and begins the next one, as headings do: 谈楼价⏎楼价高企.
_SAID_AGAIN = regex(rf"(?:.*[^A-Za-z])?({_ANY_HAN}{{2}}|[A-Z][A-Za-z]+)\n\1(?![a-z])")
_BORDER = regex(f"[{BORDERS}]")
_BAR = regex("[｜|]")
_WORD = regex(r"\w")
_CUT_FIGURE = regex(rf"{_ANY_HAN}[0-9]{{1,2}}\Z")


def is_open(head: str, tail: str) -> bool:
    """Whether a sentence may run from a line to the next: no final mark between them, and both running text.

    Args:
        head: The line before the boundary; in simplified characters, as bylines, labels and the like are known.
        tail: The line after it, likewise.
    """
    return not is_final(head, tail) and (is_closed_at_once(head, tail) or _are_running(head, tail))


def _are_running(head: str, tail: str) -> bool:
    return (
        not is_structure(tail)  # the most frequent sign first
        and not _BORDER.match(head[-1])
        and (max(len(head), len(tail)) > _NARROW or _cuts_figure(head, tail))
        and not _CREDIT.search(head, max(0, len(head) - _LONGEST_CREDIT))
        and not _is_source(head)
        and not (is_label(head) or is_label(tail) or is_stamped(head))
        and not _WHOLE.fullmatch(head)
        and not (_PAGE_HEAD.fullmatch(head) or _PAGE_HEAD.fullmatch(tail))
        and not (_TABBED.fullmatch(head) or _TABBED.fullmatch(tail))
        and not _CELLS.fullmatch(head)
        and not (_CELLS.fullmatch(tail) and _TWO_FIGURES.match(tail))
        and not (_BAR.search(head) and _BAR.search(tail))
        and not (_HAN.match(tail) and (ends_in_address(head) or _is_foreign(head)))
        and _WORD.search(head) is not None
        and not _is_heading(head, tail)
        and not _is_number(head, tail)
        and not _SAID_AGAIN.match(f"{head[-_LONGEST_NAME:]}\n{tail[:_LONGEST_NAME]}")
        and bool(_HAN.search(head) or _HAN.search(tail))
    )


def _cuts_figure(head: str, tail: str) -> bool:
    return _CUT_FIGURE.search(head) is not None and not tail[-1:].isdecimal()


def _is_heading(head: str, tail: str) -> bool:
    """Whether a line is a numbered heading, or an entry before another, unless the break lies where none ends."""
    if head.rstrip(".")[-1:].isdecimal() and tail[0].isdecimal():
        return False
    are_entries = is_entry(head) and is_entry(tail)
    if are_entries and max(len(head), len(tail)) <= _LONGEST_ENTRY:
        return True
    if not _NUMBERED.match(head) and not are_entries:
        return False
    return evidence(head, tail).rule == "lines/open-sentence"


def is_entry(text: str) -> bool:
    """Whether a line begins as an entry of a list does, with what it is called and a colon."""
    return _ENTRY.match(text) is not None


def _is_number(head: str, tail: str) -> bool:
    """Whether a line ends in a figure or number that does not go on in the next: 电话：95598⏎国网, 8765432⏎2023年."""
    if head[-1].isdecimal():
        is_date = _DATE.match(tail) and not _CUT_MONTH.search(f"{head[-2:]}\n{tail[:2]}")
        if is_date or _OTHER_FIGURE.match(tail):
            return True
        if _PUBLISHED.search(head) and not _GOES_ON_YEAR.match(tail):
            return True
    return _NUMBER.match(head) is not None and _OF_NUMBER.match(tail) is None


def _is_foreign(text: str) -> bool:
    """Whether a line is no Chinese, and longer than a word with which a sentence may begin."""
    return len(text) > _LONGEST_NAME and _HAN.search(text) is None


def _is_source(text: str) -> bool:
    """Whether a line says where a picture or text is from, or announces with a dash what the next line says."""
    if _FORMER_TITLE.fullmatch(text):
        return True
    if len(text) > _LONGEST_SOURCE:
        return False
    return ("。" not in text and _SOURCE.match(text) is not None) or (
        len(text) <= _LONGEST_NAME and text.endswith(("——", "--"))
    )


def is_structure(text: str) -> bool:
    """Whether a line begins as a list item, byline, dateline, caption or other furniture does."""
    return _STRUCTURE.match(text) is not None or _BORDER.match(text) is not None or _SECTION.match(text) is not None
