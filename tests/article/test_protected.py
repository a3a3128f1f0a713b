import pytest

from newsclean.article.outline import outline
from newsclean.article.protected import protected_spans
from newsclean.article.view import View


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见https://a.cn/b?c=1,2;d，再看", ["https://a.cn/b?c=1,2;d"]),
        ("见 http://a.cn/b. 完", ["http://a.cn/b"]),
        ("（www.a.com.cn）", ["www.a.com.cn"]),
        ("邮箱a.b@c-d.cn，电话", ["a.b@c-d.cn"]),
        ("调用`f(x, y)`函数", ["`f(x, y)`"]),
        (r"在C:\a,b\c里", [r"C:\a,b\c"]),
        ("没有,什么", []),
    ],
)
def test_addresses_and_code_are_protected(text, expected):
    assert [text[start:end] for start, end in protected_spans(text, outline(text))] == expected


def test_touching_is_sharing_a_character():
    spans = View("a `bc` d").protected
    assert spans.touch(2, 3)
    assert spans.touch(0, 3)
    assert not spans.touch(0, 2)
    assert not spans.touch(6, 8)
