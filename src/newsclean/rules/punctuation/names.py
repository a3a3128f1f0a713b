"""Names that hold a period where a middle dot belongs, or as their own: 约翰.史密斯, 阿里巴巴.US, 注册.中国."""

from __future__ import annotations

import re

from newsclean.text.charsets import HAN, is_han
from newsclean.text.patterns import lazy_regex
from newsclean.text.segment import tagged

SPELLING = (
    "丁万不丘丛东丝丹丽乃久义乌乔买于亚亨京什仁代任伊伍休优伦伯佐佩依侯保儒光克兰关兹内冈再农冯凡凯切列则利别力加努"
    "劳勃勒匡华南博卜卡卢厄古可史叶司合吉吐向吕吾呼哈哲唐喀嘎因图圣圭坎坚坦埃培基塔塞增夏多夫夸奇奈奎契奥如妮姆姬威"
    "娃娅娜娥嫩孔孜孟季宁安宗宰容宽宾密寇富尔尚尤尧尼岑岱崇巧巴布希帕席平库庞康廉延廷弗当彦彭彻彼微德怀思恩恰慕戈戴"
    "才扎托扬拉拜措提摩撒敦文斐斯方施日旦旺昂昆昌明晋晏普曼曾朔朗木本朱杜来杨杭杰松林果查柯柴根格桑梅梵森楚欣欧歇武"
    "比毛永汉汗江汤沁沃沙沛治法波泰泼泽洛津洪派海涅温滕潘热焦熙特狄玉玛玻珀珊珍班琳琴琼瑙瑞瑟瓜瓦甘生甫田申登白皮盖"
    "盛真确祖禅福科穆章简米素索约纪纳纽绍维缅缪罕罗美翁翰考耶聪肉肖肯胜胡腊腾舍舒艾芒芬苏苟若英茂范茨茹荣莉莎莫莱菲"
    "萝萧萨葛蒂蒙蓬蕾薇藏藻西詹让许诺谢豪贝贡费贾赖赛赞赫越路辛达迈迪逊通道邓邦郝都里金钦钱铁锡门阔阿陶隆雄雅雍雪雷"
    "霍韦顿额饶马高魏鲁鲍麦黎默黛鼎齐龙"
    "爱雨央卓嘉"
)
"""Characters that spell foreign names, as the tables of Xinhua have them, and those of Uyghurs, Kazakhs and Tibetans.

Between two of them a period is a middle dot: 乔治.华盛顿, 阿不力孜.买买提, 阿沛.阿旺晋美.
"""

_NAMES = frozenset(SPELLING)
# First names with characters that mostly stand in other words.
_FIRST_NAMES = ("亚历山大", "路易", "路易斯", "何塞", "大卫", "彼得")
# The market of a share, and what ends the names of sites and files.
_SUFFIX = (
    r"\.(?:US|HK|SH|SZ|SS|BJ|TW|L|N|O|com|cn|net|org|gov|edu|io|tv|cc|info|html?|txt|pdf|docx?|xlsx?|pptx?|jpe?g|png|gif"
    r"|mp[34]|avi|wav|exe|zip|rar|apk|js|css|py|json|xml|csv)(?![A-Za-z0-9])"
)
# Chinese domains of the highest level, as they are written about: 注册.中国域名.
_DOMAIN = lazy_regex(
    rf"{_SUFFIX}"
    r"|\.(?:中国|中國|香港|台湾|台灣|公司|网络|網絡|政务|公益|网址|集团|商城|在线|中文网|商标)(?:域名|后缀| |\Z)",
    re.IGNORECASE,
)
DOMAINS = (("中香台公网網政集商在", "国國港湾灣司络絡务益址团城线标標", "域后 \r\n"), ("中", "文", "网"))
"""What the characters are of with which such a domain begins."""

# Of a name of three parts, the one in the middle: 穆罕默德.本.萨勒曼, 乔治.W.布什.
_MIDDLE = lazy_regex(rf"(?<=[{HAN}])([.．])[{HAN}A-Z]\1(?=[{HAN}])")
# A word of these parts of speech is no name: 为主队杀死比赛.奥拉迪波最后时刻.
_COMMON = frozenset(
    ("n", "v", "vn", "vd", "a", "ad", "an", "c", "d", "m", "p", "q", "r", "f", "t", "i", "l", "b", "y", "u")
)
# What a first name of one character stands behind: 选手科.霍顿.
_TITLE = lazy_regex(
    "(?:[和与與及]|选手|選手|運動員|运动员|球员|主席|总统|总理|首相|部长|国务卿|大使|将军|教授|博士|作家)[\\u4e00-\\u9fff]\\Z"
)
PREPOSITIONS, _PLACE_REACH = "在于於從从到至", 5
"""What a place may stand behind."""
_NAME_REACH, _LONG_NAME = 8, 3


def is_part_of_name(text: str, at: int, first: int, beyond: int) -> bool:
    """Return whether a period stands in a name, 约翰.史密斯, or before what ends one: 阿里巴巴.US, 微软.NET.

    Args:
        text: The text; all places in code points.
        at: Where the period stands.
        first: Where what stands before it ends, without white space.
        beyond: Where what stands behind it begins.
    """
    if _DOMAIN.match(text, at) or _is_beside_middle(text, at):
        return True
    if _is_place(text, first, beyond):
        return True
    before, behind = text[max(0, first - 2) : first], text[beyond : beyond + 2]
    is_spelled = len(before + behind) == 4 and (_NAMES.issuperset(behind) or _NAMES.issuperset(before))
    if not is_spelled or _is_said_again(text, first, beyond):
        return False
    if text.endswith(_FIRST_NAMES, 0, first):
        return _NAMES.issuperset(behind)
    if not _NAMES.issuperset(before):
        return _NAMES.issuperset(behind) and _is_short_first_name(text, first, beyond)
    *others, (word, tag) = tagged(text[max(0, first - _NAME_REACH) : first])
    following, tag_following = tagged(text[beyond : beyond + _NAME_REACH])[0]
    if not _NAMES.issuperset(word):
        return False
    if len(word) > 1 and (tag in _COMMON or (tag == "ns" and others and others[-1][1].startswith(("v", "p", "u")))):
        return False  # a place abroad that somebody returns to is no first name: 返回俄罗斯.乌克兰方面
    if not _NAMES.issuperset(behind):
        return min(len(word), len(following)) > 1 and tag.startswith("nr") and tag_following.startswith(("nr", "ns"))
    if len(following) > 1 and tag_following in _COMMON:
        return tag_following == "n" and (len(word) == 1 or tag.startswith("nr"))  # 保罗.基廷
    return True


def _is_place(text: str, first: int, beyond: int) -> bool:
    """Return whether a place in another stands on the two sides, behind a preposition or before a period."""
    before = text[max(0, first - _PLACE_REACH) : first]
    if not any(preposition in before for preposition in PREPOSITIONS):
        if not before or text[beyond + 2 : beyond + 3] not in (".", "．"):
            return False
        return tagged(before)[-1][1] == tagged(text[beyond : beyond + 2])[0][1] == "ns"
    words = (*tagged(text[max(0, first - _NAME_REACH) : first])[-2:], *tagged(text[beyond : beyond + _NAME_REACH])[:1])
    if len(words) < 3 or [tag for _, tag in words[1:]] != ["ns", "ns"]:
        return False
    return words[0][1] == "p" or words[0][0].endswith(("于", "於", "在"))  # 出生于江苏.苏州


def _is_beside_middle(text: str, at: int) -> bool:
    """Return whether one character stands between a period and another, in a name of three parts."""
    beside = text[max(0, at - 2) : at - 1] + text[at + 2 : at + 3]
    return ("." in beside or "．" in beside) and any(_MIDDLE.match(text, dot) for dot in (at, at - 2))


def _is_short_first_name(text: str, first: int, beyond: int) -> bool:
    """Return whether a word of one character that spells names ends at a place, before a name.

    Behind a title, 选手科.霍顿, or before a name of three such characters and more, 教练若.穆里尼奥. Not so
    和平.沙特代表团, whose 和 is no conjunction, nor 魂和根.马克思主义.
    """
    if text[first - 1] not in _NAMES:
        return False
    is_long = _NAMES.issuperset(text[beyond : beyond + _LONG_NAME])
    if not is_long and not _TITLE.search(text, max(0, first - _NAME_REACH), first):
        return False
    word, _ = tagged(text[max(0, first - _NAME_REACH) : first])[-1]
    following, tag = tagged(text[beyond : beyond + _NAME_REACH])[0]
    if is_long and not (tag.startswith("nr") and is_han(text[first - 2 : first - 1])):
        return False  # 发展之路.京东方; 高达3000米.坎拉翁火山
    return len(word) == 1 and not (len(following) > 2 and tag in _COMMON)


def _is_said_again(text: str, end: int, start: int) -> bool:
    """Return whether the name that ends a sentence begins the next one: 会见安东诺夫.安东诺夫说; not so 约翰.约翰逊."""
    for length in range(_NAME_REACH, 1, -1):
        name = text[max(0, end - length) : end]
        if text.startswith(name, start):
            return text[start + length : start + length + 1] not in _NAMES
    return False
