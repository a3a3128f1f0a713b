import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import paragraph, read, run, word
from newsclean.io.extraction.docx_text import text_of_docx

BOX = f"<w:txbxContent>{paragraph(run('文本框里的话。'))}</w:txbxContent>"
DELETED = '<w:rPr><w:del w:id="8" w:author="a"/></w:rPr>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f'{run("地震发生于")}<w:smartTag w:element="chsdate">{run("2008年5月12日")}</w:smartTag>{run("下午。")}',
         "地震发生于2008年5月12日下午。"),
        (f'{run("会议由")}<w:ins w:id="1">{run("副市长")}</w:ins>{run("主持。")}', "会议由副市长主持。"),
        (f'{run("会议由市长")}<w:del w:id="1"><w:r><w:delText>甲</w:delText></w:r></w:del>{run("主持。")}',
         "会议由市长主持。"),
        (f'<w:moveFrom w:id="1">{run("移走。")}</w:moveFrom>{run("留下。")}', "留下。"),
        (f'{run("留下。")}<w:moveTo w:id="1">{run("移来。")}</w:moveTo>', "留下。移来。"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('内容控件。')}</w:sdtContent></w:sdt>", "内容控件。"),
        (f'{run("共")}<w:fldSimple w:instr="NUMPAGES">{run("12")}</w:fldSimple>{run("页。")}', "共12页。"),
        (f'<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink>{run("链接。")}</w:hyperlink>', "链接。"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t></w:r>", "甲\t乙\n丙\n丁"),
        (f'<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>{run("同意")}', "\uf0fe同意"),
        (f"<w:r><w:ruby><w:rt>{run('chong')}</w:rt><w:rubyBase>{run('重')}</w:rubyBase></w:ruby></w:r>{run('庆。')}",
         "重庆。"),
        (f"{run('其中')}<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>{run('为实数。')}", "其中x为实数。"),
        (f'{run("框前，")}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{BOX}</wps:txbx></mc:Choice>'
         f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{run('框后。')}",
         "框前，框后。\n文本框里的话。"),
    ],
)  # fmt: skip
def test_what_stands_in_a_paragraph_is_read(newsclean, content, text):
    assert read(newsclean, word(paragraph(run("开头。")), paragraph(content))) == f"开头。\n{text}\n"


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("<w:customXml>", "</w:customXml>"),
        ("<w:ins>", "</w:ins>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ],
)
def test_a_paragraph_in_a_wrapper_is_read(newsclean, opened, closed):
    assert read(newsclean, word(f"{opened}{paragraph(run('里面的段。'))}{closed}")) == "里面的段。\n"


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next(newsclean):
    blocks = paragraph(run("会议指出，"), DELETED), paragraph(run("要坚持。")), paragraph(run("完。"), DELETED)
    assert read(newsclean, word(*blocks)) == "会议指出，要坚持。\n完。\n"


def test_rows_are_lines_and_deleted_ones_are_left_out(newsclean):
    def cell(*blocks):
        return f"<w:tc>{''.join(blocks)}</w:tc>"

    inner = f"<w:tbl><w:tr>{cell(paragraph(run('内甲')))}{cell(paragraph(run('内乙')))}</w:tr></w:tbl>"
    rows = (
        f"<w:tr>{cell(paragraph(run('姓名')))}<w:sdt><w:sdtContent>{cell(paragraph(run('职务')))}</w:sdtContent></w:sdt></w:tr>"
        f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cell(paragraph(run("删去")))}</w:tr>'
        f"<w:tr>{cell(inner, paragraph(''))}{cell(paragraph(run('外')))}</w:tr>"
    )
    assert read(newsclean, word(f"<w:tbl><w:tblPr/>{rows}</w:tbl>")) == "姓名\t职务\n内甲\t内乙\n\t外\n"


def test_notes_stand_behind_the_text_by_number(newsclean):
    blocks = (
        paragraph(run("据统计") + '<w:r><w:endnoteReference w:id="2"/></w:r>' + run("，增长一成。")),
        paragraph(run("完") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("。")),
    )
    text = read(newsclean, word(*blocks, footnote="脚注。", endnote="年鉴，2024年。"))
    assert text == "据统计[1]，增长一成。\n完[2]。\n[1] 年鉴，2024年。\n[2] 脚注。\n"


def test_a_note_that_is_not_there_makes_the_file_an_error(newsclean):
    broken = word(paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    told = newsclean("clean", "-", "--format", "docx", stdin=broken, code=3).stderr
    assert b"not a whole .docx file" in told


WRAPPERS = st.sampled_from(
    ["ins", "moveTo", "smartTag", "sdt", "sdtContent", "hyperlink", "fldSimple", "customXml", "odd"]
)
RUNS = st.text("会议在北京召开", min_size=1, max_size=4).map(run)


def wrapped(inner):
    """Some elements in another that may or may not be known."""
    return st.builds(
        lambda name, within: f"<w:{name}>{''.join(within)}</w:{name}>", WRAPPERS, st.lists(inner, max_size=3)
    )


BLOCKS = st.recursive(st.lists(st.recursive(RUNS, wrapped), max_size=3).map("".join).map(paragraph), wrapped)


@given(st.lists(BLOCKS, max_size=4))
def test_no_text_is_lost_whatever_it_is_wrapped_in(blocks):
    written = "".join(re.findall("<w:t [^>]*>([^<]*)", "".join(blocks)))
    assert text_of_docx(word(*blocks), "a.docx").replace("\n", "") == written


def test_a_note_stands_there_once_and_has_one_number_however_often_it_is_referred_to(newsclean):
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    text = read(newsclean, word(paragraph(run("一") + reference + run("二") + reference), footnote="脚注。"))
    assert text == "一[1]二[1]\n[1] 脚注。\n"
