"""Names that hold a period where a middle dot belongs, or as their own: 约翰.史密斯, 阿里巴巴.US, 注册.中国."""

from __future__ import annotations

import re

from newsclean.article.words import tagged

# Characters that spell foreign names. Between two of them a period is a middle dot: 乔治.华盛顿.
_NAMES = frozenset(
    "万丘丝丹乃乌乔亚亨仁伊休伦伯佐佩侯儒克兰兹内冯凯切利加努劳勃勒华博卡卢厄古史叶吉吕哈唐喀因图圣坎坦埃培基塔塞夏多夫奇奈奎奥妮姆威娜嫩孟宁安宰"
    "宾密尔尚尤尼巴布希帕席平库庞康廉延廷弗彭彻彼德怀恩恰戈戴扎托扬拉拜措提摩撒敦文斯施日旺昂昆普曼曾朗朱杰林查柯柴格桑梅森楚欣欧歇比汉汤沃沙治法"
    "波泰泼泽洛洪海涅温潘特狄玛玻珀珊珍琳琼瑞瑟瓦田登皮盖福科穆简米索约纳纽绍维缪罗翁翰考耶肖肯腊腾舍舒艾芬苏若英茨茹荣莉莎莫莱菲萨葛蒂蒙蓬西詹让"
    "诺谢贝费贾赖赛赞赫越路辛达迈迪逊道邓郝里金钦锡门阿陶隆雅雪雷霍韦顿饶马魏鲁鲍麦黎默齐丽娅斐盛罕"
)
# With them, the names of Uyghurs, Kazakhs and Tibetans: 阿不力孜.买买提, 阿沛.阿旺晋美.
_NAMES_OF_CHINA = _NAMES.union(
    "不义买依再农列则别力司合吐向吾嘎坚如孜巧彦才旦晋木来江沛热熙玉班甫白确祖禅素美肉胡苟都铁额鼎龙"
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
# A word of these parts of speech is no name: 为主队杀死比赛.奥拉迪波最后时刻.
_COMMON = frozenset(("n", "v", "vn", "vd", "a", "ad", "an", "d", "m", "q", "r", "f", "t", "i", "l", "b", "y", "u"))
_NAME_REACH = 8


def is_part_of_name(text: str, at: int, first: int, beyond: int) -> bool:
    """Whether a period stands in a name, 约翰.史密斯, or before what ends one: 阿里巴巴.US, 微软.NET.

    Args:
        text: The text; all places in code points.
        at: Where the period stands.
        first: Where what stands before it ends, without white space.
        beyond: Where what stands behind it begins.
    """
    if _SUFFIX.match(text, at) or _DOMAIN.match(text, at):
        return True
    before, behind = text[max(0, first - 2) : first], text[beyond : beyond + 2]
    if len(before + behind) != 4 or not _NAMES_OF_CHINA.issuperset(before) or _is_said_again(text, first, beyond):
        return False
    word, tag = tagged(text[max(0, first - _NAME_REACH) : first])[-1]
    # A place abroad is no first name: 返回俄罗斯.乌克兰方面.
    if len(word) > 1 and (tag in _COMMON or (tag == "ns" and _NAMES.issuperset(before + behind))):
        return False
    if _NAMES_OF_CHINA.issuperset(behind):
        return True
    following, tag_following = tagged(text[beyond : beyond + _NAME_REACH])[0]
    return min(len(word), len(following)) > 1 and tag.startswith("nr") and tag_following.startswith(("nr", "ns"))


def _is_said_again(text: str, end: int, start: int) -> bool:
    """Whether the name that ends a sentence begins the next one: 会见安东诺夫.安东诺夫说; not so 约翰.约翰逊."""
    for length in range(_NAME_REACH, 1, -1):
        name = text[max(0, end - length) : end]
        if text.startswith(name, start):
            return text[start + length : start + length + 1] not in _NAMES
    return False
