import sys
import types

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.errors import SettingsError
from newsclean.text.opencc import converter
from strategies import any_text

SIMPLIFIED = "会议一出里后台软件鼠标信息服务器干面发体场馆说"
TRADITIONAL = "會議體場館說漢語軟體滑鼠資訊伺服器幹麵發頭髮"
into_traditional = st.tuples(st.text(SIMPLIFIED, max_size=30), st.sampled_from(("s2t", "s2tw", "s2twp", "s2hk")))
into_simplified = st.tuples(st.text(TRADITIONAL, max_size=30), st.sampled_from(("t2s", "hk2s")))


@given(into_traditional | into_simplified)
def test_a_line_in_one_script_is_converted_as_opencc_converts_it_once(case):
    text, configuration = case
    result = newsclean.clean(text, newsclean.Settings(select=("script",), script=configuration))
    convert = converter(configuration)
    assert result.text in (convert(text), text)
    assert newsclean.restore(result.text, result.changes) == text


def test_words_of_another_length_are_changes_of_their_own():
    result = newsclean.clean("鼠标和软件", newsclean.Settings(select=("script",), script="s2twp"))
    assert result.text == "滑鼠和軟體"
    assert newsclean.replay("鼠标和软件", result.changes[:1]) == "滑鼠和软件"


def test_the_words_of_the_user_come_before_those_of_opencc():
    words = (("鼠标", "游標"), ("软件", "软件"))
    settings = newsclean.Settings(select=("script",), script="s2twp", script_words=words)
    result = newsclean.clean("鼠标和软件的信息", settings)
    assert result.text == "游標和软件的資訊"
    assert [change.before for change in result.changes] == ["鼠标", "信息"]
    assert newsclean.clean(result.text, settings).changes == ()


@pytest.mark.parametrize("words", [(("一", ""),), ("一",), (("一", "二"), ("二", "三")), [["一", "二"]], (("一", 2),)])
def test_words_that_cannot_be_are_refused(words):
    with pytest.raises(SettingsError, match="script-words"):
        newsclean.Settings(script_words=words)


def test_words_are_read_from_a_file_and_phrases_are_warned_of(newsclean, tmp_path):
    (tmp_path / "words.tsv").write_text("# names\n里程\t里程\n鼠标\t游標 滑鼠\n", "utf-8")
    done = newsclean("clean", "--script", "s2twp", "--script-words", "words.tsv", stdin="里程和鼠标".encode())
    assert done.stdout.decode() == "里程和游標"
    assert b"s2twp changes words, not only characters" in done.stderr
    (tmp_path / "words.tsv").write_text("里程 里程\n", "utf-8")
    told = newsclean("clean", "--script", "s2t", "--script-words", "words.tsv", stdin=b"", code=2).stderr
    assert told == b"newsclean: words.tsv, line 1: not a word, a tab, and a word; mend the line\n"


def test_addresses_are_not_converted():
    result = newsclean.clean("说`说`", newsclean.Settings(select=("script",), script="s2t"))
    assert result.text == "說`说`"


@given(any_text)
def test_half_characters_go_through(text):
    converter("t2s")(text)


def test_a_package_that_overwrote_opencc_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "opencc", types.ModuleType("opencc"))
    with pytest.raises(SettingsError, match="pip install --force-reinstall OpenCC"):
        converter.__wrapped__("t2s")


def test_an_unknown_configuration_is_answered_with_the_known_ones():
    with pytest.raises(SettingsError, match="choose keep, .*s2t.*t2s"):
        newsclean.clean("漢", newsclean.Settings(script="s2x"))
