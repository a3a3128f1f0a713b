"""Names of places: a difference in one is a difference in fact."""

from __future__ import annotations

import re
from functools import cache

_NAMES = (
    # provinces and their like
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 "
    "内蒙古 广西 西藏 宁夏 新疆 香港 澳门 "
    # cities
    "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 雄安 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 "
    "赤峰 通辽 鄂尔多斯 呼伦贝尔 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 四平 辽源 通化 白山 松原 白城 延边 "
    "哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 "
    "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 "
    "福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 "
    "泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 "
    "十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 广州 韶关 深圳 "
    "珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 "
    "贺州 河池 来宾 崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 "
    "凉山 贵阳 六盘水 遵义 安顺 毕节 铜仁 黔南 黔东南 黔西南 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 大理 西双版纳 红河 拉萨 日喀则 昌都 林芝 山南 "
    "那曲 阿里 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南 西宁 海东 "
    "银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 喀什 和田 阿克苏 伊犁 塔城 阿勒泰 台北 高雄 台中 台南 新北 桃园 基隆 新竹 嘉义 "
    # countries and capitals
    "美国 英国 法国 德国 俄罗斯 日本 韩国 朝鲜 印度 巴基斯坦 越南 泰国 缅甸 老挝 柬埔寨 马来西亚 新加坡 印度尼西亚 印尼 菲律宾 文莱 蒙古 哈萨克斯坦 "
    "乌兹别克斯坦 吉尔吉斯斯坦 塔吉克斯坦 土库曼斯坦 阿富汗 伊朗 伊拉克 叙利亚 黎巴嫩 约旦 以色列 巴勒斯坦 沙特 阿联酋 卡塔尔 科威特 阿曼 也门 土耳其 "
    "埃及 利比亚 突尼斯 阿尔及利亚 摩洛哥 苏丹 埃塞俄比亚 肯尼亚 坦桑尼亚 乌干达 卢旺达 尼日利亚 加纳 南非 津巴布韦 赞比亚 安哥拉 刚果 加拿大 墨西哥 "
    "古巴 巴西 阿根廷 智利 秘鲁 哥伦比亚 委内瑞拉 厄瓜多尔 玻利维亚 意大利 西班牙 葡萄牙 荷兰 比利时 瑞士 奥地利 瑞典 挪威 丹麦 芬兰 冰岛 爱尔兰 波兰 "
    "捷克 斯洛伐克 匈牙利 罗马尼亚 保加利亚 塞尔维亚 克罗地亚 希腊 乌克兰 白俄罗斯 立陶宛 拉脱维亚 爱沙尼亚 澳大利亚 新西兰 华盛顿 纽约 伦敦 巴黎 柏林 "
    "莫斯科 东京 首尔 平壤 新德里 河内 曼谷 仰光 金边 吉隆坡 雅加达 马尼拉 基辅 布鲁塞尔 日内瓦 罗马 马德里 德黑兰 大马士革 加沙 "
    # directions and regions
    "东部 西部 南部 北部 中部 东北 西北 东南 西南 华北 华东 华南 华中"
)
_LONGEST = 7


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_NAMES.split(), key=len, reverse=True)
    return re.compile(f"(?=({'|'.join(names)}))")


def is_place(text: str, low: int, high: int) -> tuple[int, int] | None:
    """The span of the place name that the characters `[low, high)` of `text` are part of, or None.

    Args:
        text: A paragraph in simplified characters.
        low: First code point of what differs.
        high: One past its last; a place name must reach over all of it, or begin and end inside it.
    """
    for match in _pattern().finditer(text, max(0, low - _LONGEST), min(len(text), high + _LONGEST)):
        start, end = match.span(1)
        if low < high and start < high and low < end:
            return min(low, start), max(high, end)
    return None
