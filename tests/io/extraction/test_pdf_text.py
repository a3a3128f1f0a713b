import os
import time

import pytest

import newsclean
from conftest import sampled
from newsclean.changelog.log_files import read_records
from pdfs import HEIGHT, MARGIN, SIZE, WIDTH, Text, pdf, wrapped

FIRST = "平塘县近日召开会议，研究部署乡村振兴工作。会议指出，要坚持因地制宜，发展特色产业，带动农民就近就业增收，让群众的日子越过越好。"
SECOND = "会议要求，各地要认真贯彻落实决策部署，扎实推进各项工作，确保粮食丰收，让群众得到更多实惠。"
THIRD = "据了解，去年全县粮食总产量达到二十三万吨，同比增长百分之三，农民人均收入增长近一成。"
PARAGRAPHS = [FIRST, SECOND, THIRD] * 4
PAGES = wrapped(PARAGRAPHS, down=10)


@pytest.fixture
def read(tmp_path):
    """The text of a PDF file, its lines a list, and what is refused of it."""

    def of(data):
        (tmp_path / "a.pdf").write_bytes(data)
        found = [*newsclean.articles(tmp_path / "a.pdf")]
        lines = [line for one in found if one.error is None for line in one.text.splitlines()]
        return lines, [one.refusal.removeprefix(f"{tmp_path}/") for one in found if one.error is not None]

    return of


def numbered(pages, text="第{}页"):
    return [[*page, Text(text.format(number), 190, 570, 9)] for number, page in enumerate(pages, 1)]


def test_paragraphs_go_on_over_pages_whose_heads_and_numbers_are_left_out_and_logged(tmp_path, newsclean):
    pages = [[Text("平塘日报", 60, 30, 9), *page] for page in numbered(PAGES)]
    (tmp_path / "a.pdf").write_bytes(pdf(*pages))
    newsclean("clean", "a.pdf", "-o", "out.txt", "--log", "log.jsonl", "--select", "script")
    assert (tmp_path / "out.txt").read_text("utf-8").splitlines() == PARAGRAPHS
    (head,) = [record for record in read_records(tmp_path / "log.jsonl") if record["type"] == "article"]
    extracted = head["source"]["extracted"]
    assert extracted["by"].startswith("pypdfium2 ")
    assert extracted["pages"] == len(PAGES)
    assert extracted["left_out"] == [
        each
        for number in range(1, len(PAGES) + 1)
        for each in ([number, "running head", "平塘日报"], [number, "page number", f"第{number}页"])
    ]
    assert {line for line, *_ in extracted["boxes"]} == set(range(1, len(PARAGRAPHS) + 1))
    line, page, left, top, right, bottom = extracted["boxes"][0]
    assert (line, page) == (1, 1)
    assert left == pytest.approx(MARGIN, abs=1)
    assert top < MARGIN < bottom < MARGIN + 60
    assert right == pytest.approx(MARGIN + 25 * SIZE, abs=1)


def test_the_log_leads_back_to_the_text_and_to_the_file(tmp_path, newsclean):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(pdf(*wrapped([text.replace("，", ",") for text in PARAGRAPHS[:3]])))
    newsclean("clean", "in", "-o", "out", "--log", "log.jsonl")
    text = (tmp_path / "out" / "a.txt").read_text("utf-8")
    newsclean("verify", "--log", "log.jsonl")
    restored = newsclean("restore", "out/a.txt", "--log", "log.jsonl").stdout.decode()
    assert restored == newsclean("clean", "in/a.pdf", "--select", "script").stdout.decode()
    assert text != restored
    assert text == restored.replace(",", "，")
    (tmp_path / "in" / "a.pdf").write_bytes(pdf(*PAGES))
    assert b"altered since it was logged" in newsclean("verify", "--log", "log.jsonl", code=3).stderr


def test_a_number_on_one_page_is_text(read):
    lines, _ = read(pdf(numbered(PAGES)[0]))
    assert lines[-1] == "第1页"


def test_figures_at_the_top_of_pages_are_text_but_where_they_rise_as_the_pages_do(read):
    figures = ("12", "7", "31", "4")
    lines, _ = read(pdf(*[[Text(figure, 60, 30), *page] for figure, page in zip(figures, PAGES, strict=False)]))
    assert [line for line in lines if line.isdigit()] == [*figures][: len(PAGES)]


@pytest.mark.parametrize("indent", [0, 2])
def test_columns_are_read_one_after_the_other(read, indent):
    columns = wrapped(PARAGRAPHS, across=11, down=26, indent=indent)
    beside = [
        [Text(one.text, one.x + (WIDTH / 2 - 20 if at % 2 else 0) - 25, one.y) for one in column]
        for at, column in enumerate(columns)
    ]
    # Line by line from left to right, as some programs write them.
    pages = [
        sorted([*beside[at], *(beside[at + 1] if at + 1 < len(beside) else [])], key=lambda one: one.y)
        for at in range(0, len(beside), 2)
    ]
    lines, _ = read(pdf(*pages))
    assert "".join(lines) == "".join(PARAGRAPHS)
    if indent:
        assert lines == PARAGRAPHS


def test_a_title_over_two_columns_stands_before_them(read):
    left, right = wrapped(PARAGRAPHS[:6], across=11, down=26)[:2]
    title = Text("平塘县召开乡村振兴会议", 60, 40, 24)
    body = [*left, *(one._replace(x=one.x + 180) for one in right)]
    lines, _ = read(pdf([*body, title]))
    assert lines[0] == title.text
    assert "".join(lines[1:]) == "".join(one.text for one in (*left, *right))


def test_the_cells_of_a_table_stand_in_its_rows(read):
    rows = [("地区", "产量"), ("平塘", "23.5"), ("凤冈", "18.2"), ("湄潭", "20.0")]
    page = [
        Text(cell, 60 + 150 * at, 60 + 18 * number) for number, row in enumerate(rows) for at, cell in enumerate(row)
    ]
    assert read(pdf(page))[0] == ["\t".join(row) for row in rows]


def test_footnotes_stand_behind_the_paragraph_that_goes_on_over_them(read):
    first, second = PAGES[:2]
    note = Text("①据平塘县人民政府网站。", MARGIN, 560, 9)
    lines, _ = read(pdf([*first, note], second))
    assert note.text in lines
    assert "".join(lines).replace(note.text, "") == "".join(one.text for one in (*first, *second))
    assert all(line in PARAGRAPHS for line in lines[:3])


def test_words_and_figures_at_the_ends_of_lines(read):
    lines = ["The committee said on Friday that the new inter-", "national agree\u00adments would hold, see https://e.cn/a",
             "/b.html and 12", "34 more"]  # fmt: skip
    page = [Text(line, 60, 60 + 18 * number) for number, line in enumerate(lines)]
    (line, *rest), _ = read(pdf(page))
    assert line.startswith("The committee said on Friday that the new international")
    assert "https://e.cn/a/b.html" in "".join((line, *rest)).replace("\n", "")


@pytest.mark.parametrize(
    ("matrix", "turned"),
    [
        ("0 1 -1 0", lambda x, y: (y, HEIGHT - x)),
        ("-1 0 0 -1", lambda x, y: (WIDTH - x, HEIGHT - y)),
        ("0 -1 1 0", lambda x, y: (WIDTH - y, x)),
    ],
)
def test_a_page_that_is_turned_is_read_as_it_is_set(read, matrix, turned):
    pages = [
        [Text(one.text, *turned(one.x, one.y), one.size, matrix) for one in page]
        for page in wrapped(PARAGRAPHS[:5], across=20, down=14)
    ]
    assert read(pdf(*pages, rotate=90))[0] == PARAGRAPHS[:5]


def test_what_stands_at_a_slant_on_every_page_is_left_out_and_elsewhere_a_line(read):
    mark = Text("内部资料", 100, 400, 40, "0.7 0.7 -0.7 0.7")
    assert read(pdf(*[[*page, mark] for page in PAGES]))[0] == PARAGRAPHS
    assert "内部资料" in read(pdf([*PAGES[0], mark]))[0]


ENCRYPTED = "/Encrypt 6 0 R/ID[<00><00>]"
KEY = f"<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>"
PASSWORD = "encrypted: it opens with a password only; save it without one, and clean that"
FONTS = "its fonts do not say which characters they show (on page 1); save it anew with the program that made it, or"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "a.pdf: an empty file; get it again"),
        (b"%PDF-1.7 and no more", "a.pdf: not a whole .pdf file; get it again"),
        (pdf(*PAGES)[:700], "a.pdf: not a whole .pdf file; get it again"),
        (pdf(), "a.pdf: not a whole .pdf file; get it again"),
        (pdf([]), "a.pdf: there is no text in it; extract it by other means, and clean the text"),
        (
            pdf([], [], picture=True),
            "a.pdf, pages 1-2: pictures without text, as scanning makes them; have them read by",
        ),
        (pdf([Text("一", 60, 60)], trailer=ENCRYPTED, objects=[KEY]), f"a.pdf: {PASSWORD}"),
        (pdf([Text(FIRST, 60, 60)], encoding="Identity-H", ordering="Identity"), f"a.pdf: {FONTS}"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(read, data, told):
    lines, refused = read(data)
    assert not lines
    assert len(refused) == 1
    assert refused[0].startswith(told)


def test_pages_that_are_pictures_are_refused_by_their_numbers_and_the_others_cleaned(tmp_path, newsclean):
    (tmp_path / "a.pdf").write_bytes(pdf(PAGES[0], [], PAGES[1], [], [], picture=True))
    told = newsclean("clean", "a.pdf", "-o", "a.txt", "--log", "log.jsonl", code=3).stderr.decode()
    assert "newsclean: a.pdf, pages 2, 4-5: pictures without text" in told
    assert (tmp_path / "a.txt").read_text("utf-8").startswith(FIRST)
    (error,) = [record for record in read_records(tmp_path / "log.jsonl") if record["type"] == "error"]
    assert error["article"] == "a.pdf, pages 2, 4-5"
    newsclean("verify", "--log", "log.jsonl")
    for command in ("check", "diff"):
        assert "a.pdf, pages 2, 4-5: " in newsclean(command, "a.pdf", code=3).stderr.decode()


def test_a_file_that_holds_more_than_it_may_is_refused(tmp_path, newsclean):
    (tmp_path / "a.pdf").write_bytes(pdf(*PAGES))
    most = len("".join(PARAGRAPHS).encode()) // 2
    told = newsclean("clean", "a.pdf", "-o", "a.txt", "--max-bytes", max(most, 1), code=3).stderr.decode()
    assert "a.pdf: more than" in told


@pytest.mark.parametrize("times", sampled([4, 20], 2))
def test_a_file_of_thousands_of_pages_is_read_in_time_that_grows_as_its_pages_do(read, times):
    few, many = numbered(PAGES[:1] * 250), numbered(PAGES[:1] * 250 * times)
    seconds = []
    for pages in (few, many):
        data = pdf(*pages)
        start = time.perf_counter()
        lines, refused = read(data)
        seconds.append(time.perf_counter() - start)
        assert not refused
        assert not any(line.startswith("第") for line in lines)
    assert seconds[1] < 3 * times * seconds[0] + 5


def test_standard_input_is_known_by_its_first_bytes(newsclean):
    done = newsclean("clean", "-", "--select", "script", stdin=pdf(*PAGES))
    assert done.stdout.decode().splitlines() == PARAGRAPHS


def test_without_what_reads_them_the_install_command_is_named(tmp_path, newsclean):
    (tmp_path / "pypdfium2.py").write_text("raise ImportError('gone')", "utf-8")
    (tmp_path / "a.pdf").write_bytes(pdf(*PAGES))
    told = newsclean(
        "clean",
        "a.pdf",
        "-o",
        "a.txt",
        env={"PYTHONPATH": os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))},
        code=3,
    ).stderr
    assert b".pdf files need pypdfium2 (ImportError: gone); run: pip install 'newsclean[pdf]'" in told
