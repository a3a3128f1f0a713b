from hypothesis import given
from hypothesis import strategies as st

from newsclean import Settings, clean
from newsclean.rules.lines.woven_lines import find_woven_lines
from newsclean.text.text_batch import TextBatch

LINES = Settings(select=("lines",))
COLUMNS = (
    "市里去年提出把老城区改造同河道治理放在一起考虑，统筹安排资金和工期，走出一条适合本地的路子，在全面推进的过程中让居民住得更安心，做好这项工作"
    "必须以调查研究为基础，弄清楚各个小区的实际情况，再决定先修哪一段，后修哪一段，避免道路反复开挖给群众出行造成麻烦。",
    "居民代表说最关心的是停车和电梯，希望施工的时候能够留出通道，方便老人和孩子出入，也希望工期不要一拖再拖影响生活，施工单位表示将把噪声大的工序"
    "安排在白天，并且每周公布一次进度，街道办事处将派专人负责协调，及时回应大家提出的各种意见和建议。",
    "参加座谈的专家认为城市更新不能只看外观，还要看地下管网是否畅通，排水能力是否足够，消防设施是否完好，建议有关部门建立长期维护的制度，把经费列入"
    "预算，并邀请群众参与监督，这样才能够让改造的成果保持下去，真正惠及每一个家庭和每一位市民。",
)


def wrapped(text, width):
    return [text[at : at + width] for at in range(0, len(text), width)]


def woven(texts, width):
    """Columns read from edge to edge, as far down as the shortest goes."""
    return "\n".join(line for row in zip(*(wrapped(text, width) for text in texts), strict=False) for line in row)


@given(st.integers(9, 12), st.permutations(COLUMNS))
def test_two_columns_that_alternate_are_flagged_and_not_joined(width, texts):
    first, second, rest = texts
    text = woven((first + rest, rest + second), width)
    result = clean(text, LINES)
    assert result.text == text
    assert ("lines/columns", "woven-columns") in [(flag.rule, flag.reasons[0].code) for flag in result.flags]


@given(st.integers(8, 9), st.permutations(COLUMNS))
def test_three_columns_that_alternate_are_found(width, texts):
    ((lines,),) = find_woven_lines(TextBatch((woven(texts, width),)))
    assert len(lines) > 15


@given(st.integers(8, 40), st.permutations(COLUMNS))
def test_one_column_is_joined_as_ever(width, texts):
    text = "\n".join(wrapped("".join(texts), width))
    assert find_woven_lines(TextBatch((text,))) == [()]
