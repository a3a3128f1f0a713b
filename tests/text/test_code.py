import pytest

from newsclean import Settings, clean
from newsclean.text.code import code_blocks

PYTHON = """import json

client = redis.Redis()
while True:
    data = client.lpop('test')
    if not data:
        return
    # 这里,插入数据
    handler.insert(json.loads(data))
    print('第一个,回调')"""
SCRIPT = """const name = "张三,李四";
function hello(x) {
  console.log('你好,世界');
}"""

MEMBERS = """{
  "title": "会议召开,各地来人",
  "images": [
    "http://a.cn/1.jpg"],
  isPure: 1, // 领导人,模板
  bdDesc : '张三,李四',
}"""


@pytest.mark.parametrize(
    "code", [PYTHON, SCRIPT, MEMBERS, "x: int = 1\r\ny = x", "$ cd ~/a; rm -rf b", ">>> print('甲,乙')"]
)
def test_lines_of_code_are_found_between_those_of_an_article(code):
    text = f"下面是代码,如下:\n{code}\n\n运行一下(如图),就好了."
    assert [text[start:end] for start, end in code_blocks(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "价格(元)=单价(元)*数量\n总额=100,税=5",
        "他说:“print(1)很简单”.\n大家都会(的).",
        "If you are here; if not, go\nStay hungry, stay foolish",
        "import duties (2023)\nGDP (2023)",
        "x = 1",
        "$ 100, $ 200\n$ 张三,李四",
        "张三:好;\n李四:不好;",
        '"张三":"好"\n"李四":不好',
        "AI: 1, 2\nVR: 3, 张三",
    ],
)
def test_other_lines_are_no_code(text):
    assert list(code_blocks(text)) == []


def test_code_stays_to_the_letter_however_often_it_says_the_same():
    text = f"先看这段,如下:\n{PYTHON}\n再看这段,如下:\n{PYTHON}\n就是这样."
    assert clean(text, Settings(ignore=("lines/comma",))).text == (
        f"先看这段，如下：\n{PYTHON}\n再看这段，如下：\n{PYTHON}\n就是这样。"
    )
