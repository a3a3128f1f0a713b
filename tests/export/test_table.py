import csv
import io

import pytest

import newsclean
from newsclean.changelog.reading import ArticleLog
from newsclean.core.reasons import sentence
from newsclean.core.result import Change, FlagRecord
from newsclean.export.table import COLUMNS, table_lines
from newsclean.i18n.messages import Catalog

HEAD = {"clean": {"sha256": "0"}}


def rows(*articles, language="en"):
    data = b"".join(table_lines(articles, Catalog(language)))
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_change_flag_decision_and_error_has_a_row():
    text = "会议指出,要坚持.\n他们将将出发。"
    result = newsclean.clean(text)
    decision = {
        "on": "flag", "rule": "x/y", "line": 2, "before": "a", "other": "b", "decision": "reading", "reading": "c",
        "note": "n", "by": "王", "at": "2026-11-23",
    }  # fmt: skip
    article = ArticleLog(
        "a.txt",
        HEAD,
        list(result.changes),
        list(result.flags),
        {"punctuation/comma": "normalisation"},
        [decision],
        end={"type": "end"},
    )
    failed = ArticleLog(
        "b.txt", errors=[{"article": "b.txt", "where": "b.txt", "cause": "not text", "hint": "name its encoding"}]
    )
    found = rows((article, text, ""), (failed, None, ""), (ArticleLog("c.txt"), None, "not done"))
    assert [(row["article"], row["type"], row["line"], row["column"]) for row in found] == [
        ("a.txt", "change", "1", "5"),
        ("a.txt", "change", "1", "9"),
        ("a.txt", "flag", "2", "3"),
        ("a.txt", "decision", "2", ""),
        ("b.txt", "error", "", ""),
        ("c.txt", "error", "", ""),
    ]
    assert found[0]["kind"] == "normalisation"
    assert (found[3]["after"], found[3]["other reading"], found[3]["by"]) == ("c", "b", "王")
    assert found[4]["reason"] == "not text; name its encoding"
    assert tuple(found[0]) == COLUMNS
    assert found[2]["reason"] == "将 stands twice"
    assert rows((article, text, ""), language="zh")[2]["reason"] == "将 重复出现"


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://a")', "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "－1", "|x", "%x"],
)  # fmt: skip
def test_no_cell_is_a_formula(text):
    change = Change("x/y", text, text + "!", 0, 0, 1, reasons=sentence(text))
    flag = FlagRecord("x/z", text, 0, 1, sentence(text), text, 1)
    found = rows((ArticleLog(text, HEAD, [change], [flag], end={"type": "end"}), text, ""))
    cells = [cell for row in found for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r＝＋－＠|%")]
    assert any(cell.startswith(("'", "\\t")) for cell in cells)


def test_line_breaks_and_unseen_characters_are_spelt_and_long_cells_cut():
    change = Change("x/y", "a\n\x1b[31m\u202e" + "长" * 40_000, "", 0, 0, 1)
    (row,) = rows((ArticleLog("a", HEAD, [change], end={"type": "end"}), None, "gone"))
    assert row["before"].startswith("a\\n\\x1b[31m\\u202e长")
    assert len(row["before"]) < 32_767
