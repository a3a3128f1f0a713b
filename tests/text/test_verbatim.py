from itertools import groupby

import pytest

from newsclean.core.document_view import DocumentView


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见https://a.cn/b?c=1,2;d，再看", ["https://a.cn/b?c=1,2;d"]),
        ("见 http://a.cn/b. 完", ["http://a.cn/b"]),
        ("（www.a.com.cn）", ["www.a.com.cn"]),
        ("邮箱a.b@c-d.cn，电话", ["a.b@c-d.cn"]),
        ("调用`f(x, y)`函数", ["`f(x, y)`"]),
        (r"在C:\a,b\c里", [r"C:\a,b\c"]),
        (r"他说：\"好。\"\n\u3000完", [r"\"", r"\"\n\u3000"]),
        ("<p title='甲,乙'>好</p>", ["<p title='甲,乙'>", "</p>"]),
        ("<!-- 甲,乙 -->好<br/>", ["<!-- 甲,乙 -->", "<br/>"]),
        ("好<script>a = '甲,乙';</script>好", ["<script>a = '甲,乙';</script>"]),
        ("<style>甲<STYLE>乙</style>", ["<style>", "<STYLE>乙</style>"]),
        ("气温<5度,x<y,z>3,<新华网>,若a<b 且c>d", []),
        ("好\n```python\nprint('甲,乙')  # `丙`\n```\n好", ["```python\nprint('甲,乙')  # `丙`\n```"]),
        ("好\n~~~\n甲,乙\n```\n丙,丁\n~~~\n戊,己\n```\n庚,辛", ["~~~\n甲,乙\n```\n丙,丁\n~~~"]),
        ("---\ntitle: 甲,乙\ntags: [甲, 乙]\n- 丙\n\n---\n丁,戊", ["---\ntitle: 甲,乙\ntags: [甲, 乙]\n- 丙\n\n---"]),
        ("---\n甲,乙\n---\n丁,戊", []),
        ("好\n---\ntitle: 甲,乙\n---\n丁,戊", []),
        ("![图,一](a/b(1).png)好", ["![", "](a/b(1).png)"]),
        ('见[甲,乙](/s?q=丙,丁\n"戊,"己"庚" )，再看', ['](/s?q=丙,丁\n"戊,"己"庚" )']),
        ("[甲](<javascript:void(0);>)乙[丙]()", ["](<javascript:void(0);>)", "]()"]),
        ("[1](他说,好)", []),
        ("没有,什么!]", []),
    ],
)
def test_addresses_and_code_are_protected(text, expected):
    spans = DocumentView(text).protected_spans
    runs = groupby(range(len(text)), key=lambda at: spans.touch(at, at + 1))
    assert ["".join(text[at] for at in run) for is_protected, run in runs if is_protected] == expected


def test_touching_is_sharing_a_character():
    spans = DocumentView("a `bc` d").protected_spans
    assert spans.touch(2, 3)
    assert spans.touch(0, 3)
    assert not spans.touch(0, 2)
    assert not spans.touch(6, 8)
