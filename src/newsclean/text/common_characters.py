"""The commonest characters of written Chinese, by which encodings and scripts are told apart.

About 600 characters make up four fifths of any modern text; those whose traditional form differs stand in
both forms.
"""

TRADITIONAL = frozenset(
    "並亞佔來個們備傳僅價億優內兩別則創劃動務勝勢區協參員問啟單國圍圖團堅報場奧奪學實寧將專對導屆層帶幹幾廣張強後從復恆態慶應戰戶採揮擊據數斷於時書會東條業極構樂標樣機權歐歷氣決沒況準濟"
    "灣為烏無熱營爭爲爾獎獲現環產當發確礎種稱積穩競節範籃紀約級終組結給統經維網緊線總織繼續羅羣義習聞聯職臺與興舉華萬蘇蘭處號衆術衛衝裏裝裡見規視觀計記訪設試話該認說調論講證識議護變讓負"
    "貨貫責費貿資質購賽車軍較輪輸轉辦農這連週進遊運過達遠選還邊醫銷鐘長門開間關隊際隨雙難電響項預領頭題願類顯風馬驗體麼點黨龍"
)
"""Traditional characters that have another, simplified form."""

_LEAST, _SHARE = 3, 25


def is_traditional(count: int, length: int) -> bool:
    """Return whether a text is in traditional characters, by how many of these it has and its length in characters.

    They are one in ten of such a text, and a name or quotation in another.
    """
    return count >= _LEAST and _SHARE * count >= length


COMMON = TRADITIONAL | frozenset(
    # simplified, and the same in both
    "一万三上下不与专世业东两个中为主举么义之乌乐也习书了争事二于互五亚些交产京人亿什仅今从他代以们件价任份企伊众优会传但位低体何作你使供依促俄保信候值做健元先光克党入全公兰共关兴其具内"
    "再军农冠冲决况准几出击分切划列则创利别到制前力办功加务动助势包化北区医十升半华协单南博卡卫历原去参又及友双反发取受变口只可台史号司各合同名后向告员周命和品哈响商器四回因团围国图在地"
    "场均坚型城域基境增士处备复外多大天太央失头夺奇奖奥女她好如始委媒子字季学宁守安完定实客宣家容对导将小少尔就尼局层届展山州工己已巴市布希带席常干平年并广庆应府度建开式引张强当形影往很"
    "得德心志快态思性总恒息情想意感愿成我战户所手才打批技把投护报拉拿持指挥据排接控推提播支收改攻放政效教数整文断斯新方施旅族无日时明易星是显普智更最月有服望期未本术机权李村条来极构林果"
    "查标样核根格案模次欧正此步武段每比民气水求江沙没河治法波注活流济海消深港游湖源火点热然牌物特率王环现球理生用由电界略百的目直相省看真着知研破础确示社神福种科积称程稳究空突立站竞第等"
    "策管篮米类精系紧约级纪线组织终经结给统继续维网罗美群老者而职联育胜能自至致航色节苏英范获营落融行表被装西要见观规视解计认让议记讲论设访证识试话该说调负责货质购贯贸费资赛走起超越足路"
    "身车转轮较输边达过迎运近还这进远连选通速造道那部都采里重量金销长门问间闻队防阿际降院随难集需青非面革项预领题风首马验高龙"
    # marks and full-width forms
    "　、。《》「」【】—‘’“”…！（），：；？"
)
