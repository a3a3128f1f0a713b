"""What web pages print around an article, and scrapers take along: buttons, counters, times, names of pictures."""

from __future__ import annotations

import re

from newsclean.patterns import regex

# No label is longer.
_LONGEST = 40
_LABEL = regex(
    r"""
    (?: 分享(?:到|至[^，。；！？]{0,12})? | (?:一键)?转发 | 收藏 | 点赞 | 打印(?:本[页文])? | 关闭(?:窗口)? | 字[号体]
      | 举报(?:此人)? | 复制链接 | 登录 | 注册 | 登录/注册 | 首页 | 尾页 | 返回(?:首页|顶部|上页|列表) | 回到顶部
      | [上下]一[篇页条张] | (?:查看|阅读|展开|显示|加载)(?:更多|原文|全文|全部|余下全文) | 更多(?:内容|新闻|精彩)?
      | 已发送 | 已输入[0-9]+字 | (?:扫码|扫一扫|扫描|长按|识别)[^，。；！？]{0,20} | 我来说两句
      | (?:我[要来]|发表|查看|参与|热门|最新|全部|精彩|网友)(?:评论|跟帖|留言|发言)
      | 相关(?:推荐|阅读|新闻|文章|事件|专题|链接|话题|内容|报道|标签)
      | (?:热门|精彩|为你|编辑|猜你)推荐 | 猜你喜欢 | 大家都在[看搜] | (?:热门|最新|精选)(?:文章|新闻|资讯|话题)
      | 免责声明 | 版权声明 | 友情链接 | 关于我们 | 联系我们
    )[ \u3000]*[：:>»]?[ \u3000]*(?:[（(]?[0-9]+[条人次]?[）)]?)?
  | [^，。；！？]{0,12}[首主]页[ \u3000]*(?:[>»›→/\\]|&gt;|--?)[^，。；！？]*                        # 位置：首页 > 新闻
  | [\[【（(]?[^\s，。；！？：>»›]{1,12}(?:[ \u3000]*[>»›][ \u3000]*[^\s，。；！？：>»›]{1,12}){1,6}[\]】）)]?
  | (?:阅读|浏览|点击|评论|跟帖|点赞|转发|收藏|赞|播放)(?:数|量|次数)?[ \u3000]*[：:]?[ \u3000]*
    [（(]?[0-9][0-9.,万]*[+条次人]?[）)]?
  | [0-9][0-9.,万]*\+?[ \u3000]?[条人次个]?[ \u3000]?(?:评论|跟帖|回复|留言|参与|点赞|阅读|浏览|播放)
  | 刚刚 | [0-9]{1,2}[ \u3000]?(?:秒|分钟|小时|天|周|个?月|年)前
  | (?:[今昨前]天|周[一二三四五六日])[ \u3000]*[0-2]?[0-9][:：][0-5][0-9]                                  # 昨天 22:43
    """,
    re.VERBOSE,
)
_CLOCK = "[0-2]?[0-9][:：][0-5][0-9](?:[:：][0-5][0-9])?"
_TIME = regex(
    rf"(?:19|20)[0-9]{{2}}[-/.][01]?[0-9][-/.][0-3]?[0-9]日?(?:[ \u3000T]*{_CLOCK})?\Z"
    rf"|[01]?[0-9][-月][0-3]?[0-9]日?[ \u3000]*{_CLOCK}\Z"
)


_FROM = regex(r"(?:来源|作者|责编|责任编辑)[：:][ \u3000]*[^\s，。；！？：:]{1,16}\Z")


def is_label(text: str) -> bool:
    """Whether a line is a button or counter of a web page: 分享到：, 阅读(1024), 相关推荐."""
    return len(text) <= _LONGEST and _LABEL.fullmatch(text) is not None


def is_stamped(text: str) -> bool:
    """Whether a short line ends with the time at which an article was published, or who has it from whom."""
    if len(text) > _LONGEST:
        return False
    return _FROM.search(text) is not None or (text[-1].isdecimal() and _TIME.search(text) is not None)
