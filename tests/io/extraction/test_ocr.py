import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from documents import alto, hocr
from newsclean.changelog.log_files import read_records
from newsclean.io.extraction.ocr_json import blocks_of, document_of
from pdfs import wrapped

FIRST = "平塘县近日召开会议，研究部署乡村振兴工作。会议指出，要坚持因地制宜，发展特色产业，带动农民就近就业增收，让群众的日子越过越好。"
SECOND = "会议要求，各地要认真贯彻落实决策部署，扎实推进各项工作，确保粮食丰收，让群众得到更多实惠。"
PARAGRAPHS = [FIRST, SECOND, FIRST[9:], SECOND[5:]]


def lines_of(paragraphs, *, across=20, left=60, **more):
    """Lines as OCR finds them: the text, and left, top, right and bottom, a little off."""
    (column,) = wrapped(paragraphs, across=across, down=999, left=left, size=30, leading=44, **more)
    return [
        (one.text, round(one.x) + number % 3, round(one.y) - 30, round(one.x + 30 * len(one.text)) - number % 2, round(one.y) + 4)
        for number, one in enumerate(column)
    ]  # fmt: skip


LINES = lines_of(PARAGRAPHS)
TEXTS = [text for text, *_ in LINES]
BOXES = [edges for _, *edges in LINES]
CORNERS = [[[left, top], [right, top], [right, bottom], [left, bottom]] for left, top, right, bottom in BOXES]
PAIRS = [*zip(TEXTS, CORNERS, strict=True)]


def regions(text, box):
    return [{text: line, "confidence": 0.9, box: corners} for line, corners in PAIRS]


SPANS = [
    {"bbox": box, "spans": [{"bbox": box, "type": "text", "content": text}]}
    for text, box in zip(TEXTS, BOXES, strict=True)
]
WHOLE = [[60, 100 * number, 660, 100 * number + 90] for number in range(len(PARAGRAPHS))]
RESULTS = {
    "PaddleOCR 2": [[[corners, [line, 0.99]] for line, corners in PAIRS]],
    "PaddleOCR 2, a page": [[corners, [line, 0.99]] for line, corners in PAIRS],
    "PaddleOCR 3": {"input_path": "a.png", "page_index": None, "dt_polys": CORNERS, "rec_texts": TEXTS, "rec_polys": CORNERS},
    "PaddleOCR 3, json": {"res": {"rec_texts": TEXTS, "rec_boxes": BOXES, "rec_scores": [0.9] * len(TEXTS)}},
    "PaddleOCR, serving": {"msg": "", "results": [regions("text", "text_region")], "status": "000"},
    "PP-Structure": [{"type": "text", "bbox": [0, 0, 9, 9], "res": regions("text", "text_region"), "img_idx": 0}],
    "PPOCRLabel": regions("transcription", "points"),
    "RapidOCR": [[corners, line, 0.98] for line, corners in PAIRS],
    "RapidOCR 3": regions("txt", "box"),
    "Umi-OCR": {"code": 100, "data": regions("text", "box"), "score": 0.9, "time": 1.5},
    "MinerU, middle": {"pdf_info": [{"page_idx": 0, "preproc_blocks": [{"type": "text", "bbox": [0, 0, 9, 9], "lines": SPANS}]}]},
    "MinerU, content": [
        {"type": "text", "text": text, "bbox": box, "page_idx": number // 2}
        for number, (text, box) in enumerate(zip(PARAGRAPHS, WHOLE, strict=True))
    ],
    "MinerU, vlm": {"pdf_info": [{"page_idx": 0, "para_blocks": [
        {"type": "text", "bbox": box, "lines": [{"bbox": box, "spans": [{"bbox": box, "content": text}]}]}
        for text, box in zip(PARAGRAPHS, WHOLE, strict=True)
    ]}]},
}  # fmt: skip


@pytest.fixture
def read(tmp_path):
    """The lines of a file, and what is refused of it."""

    def of(name, content):
        data = content if isinstance(content, str | bytes) else json.dumps(content, ensure_ascii=False)
        (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
        found = [*newsclean.articles(tmp_path / name)]
        lines = [line for one in found if one.error is None for line in one.text.splitlines()]
        return lines, "".join(one.refusal.removeprefix(f"{tmp_path}/") for one in found)

    return of


@pytest.mark.parametrize("program", RESULTS)
def test_the_paragraphs_of_a_page_are_put_together_whatever_program_has_read_it(read, tmp_path, program):
    assert read("a.json", RESULTS[program]) == (PARAGRAPHS, "")
    # In a folder its like is known from other JSON.
    (tmp_path / "package.json").write_text('{"name": "a", "version": "1"}', "utf-8")
    assert [one.name for one in newsclean.articles(tmp_path)] == [str(tmp_path / "a.json")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.hocr", hocr(LINES)),
        ("a.hocr", hocr(LINES, words=False)),
        ("a.html", hocr(LINES)),
        ("a.xml", alto(LINES)),
        ("a.xml", alto(LINES, "http://schema.ccs-gmbh.com/ALTO")),
    ],
)
def test_what_archives_have_is_read_in_the_same_way(read, tmp_path, name, data):
    assert read(name, data) == (PARAGRAPHS, "")
    (tmp_path / "mets.xml").write_text("<mets/>", "utf-8")
    assert [one.name for one in newsclean.articles(tmp_path)] == [str(tmp_path / name)]


def test_words_of_latin_letters_are_parted_and_hyphens_go(read):
    line = (
        '<TextLine><String CONTENT="The" HPOS="60" VPOS="60" WIDTH="60" HEIGHT="30"/><SP/><String CONTENT="inter" '
        'HPOS="132" VPOS="60" WIDTH="90" HEIGHT="30"/><HYP CONTENT="-"/></TextLine><TextLine><String CONTENT="national" '
        'HPOS="60" VPOS="100" WIDTH="160" HEIGHT="30"/></TextLine>'
    )
    data = alto([]).replace("<TextBlock>", f"<TextBlock>{line}")
    assert read("a.xml", data) == (["The international"], "")


def test_columns_are_read_one_after_the_other(read):
    left, right = lines_of(PARAGRAPHS, across=12), lines_of([SECOND, FIRST], across=12, left=500)
    woven = sorted([*left, *right], key=lambda line: (line[2], line[1]))
    result = [[[[a, b], [c, b], [c, d], [a, d]], text, 0.9] for text, a, b, c, d in woven]
    assert read("a.json", result) == ([*PARAGRAPHS, SECOND, FIRST], "")


def test_the_log_says_where_paragraphs_stand_and_what_a_program_takes_for_no_text(tmp_path, newsclean):
    result = [
        *RESULTS["MinerU, content"],
        {"type": "page_number", "text": "· 3 ·", "bbox": [1, 1, 2, 2], "page_idx": 1},
    ]
    (tmp_path / "a.json").write_text(json.dumps(result), "utf-8")
    newsclean("clean", "a.json", "-o", "a.txt", "--log", "log.jsonl")
    (head,) = [record for record in read_records(tmp_path / "log.jsonl") if record["type"] == "article"]
    extracted = head["source"]["extracted"]
    assert extracted["boxes"] == [[n + 1, n // 2 + 1, *map(float, WHOLE[n])] for n in range(4)]
    assert extracted["left_out"] == [[2, "page_number", "· 3 ·"]]
    newsclean("verify", "--log", "log.jsonl")
    assert newsclean("restore", "a.txt", "--log", "log.jsonl").stdout.decode().splitlines() == PARAGRAPHS


NO_RESULT = "JSON, and no result of OCR that PaddleOCR, RapidOCR, Umi-OCR or MinerU would write; "
BOMB = (
    '<!DOCTYPE alto [<!ENTITY e0 "一二三四五六七八九十">'
    + "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 10))
    + "]>"
)
ENTITY = '<!DOCTYPE alto [<!ENTITY e SYSTEM "/etc/passwd">]>'


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.json", {"name": "a"}, NO_RESULT),
        ("a.json", [1, [2, "一"]], NO_RESULT),
        ("a.json", "{", "not JSON"),
        ("a.json", "", NO_RESULT),
        ("a.json", {"code": 101, "data": "No text found"}, "OCR has found no text"),
        ("a.json", [None], "JSON, and no result of OCR"),
        ("a.json", [{"txt": "一", "score": 0.9}], "1 texts in it have no box, so that their order is not known"),
        ("a.json", {"rec_texts": ["一", "二"], "rec_boxes": [[0, 0, 9, 9]]}, "1 texts in it have no box"),
        ("a.json", '{"data":' * 90 + "1" + "}" * 90, "nested deeper than"),
        ("a.hocr", "<p>一</p>", "no hOCR: nothing in it is of the class ocr_page"),
        ("a.hocr", hocr(LINES).replace("bbox", "box"), f"{sum(map(len, TEXTS))} words in it have no box"),
        ("a.hocr", hocr([]), "OCR has found no text"),
        ("a.xml", "<mets/>", "XML, and no ALTO"),
        ("a.xml", "<alto", "not a whole .xml file"),
        (
            "a.xml",
            alto(LINES, line='HPOS="1"'),
            f"{len(LINES)} words in it have no box, so that their order is not known",
        ),
        ("a.xml", alto([("&e;", 1, 1, 9, 9)], head=ENTITY), "not a whole .xml file"),
        ("a.xml", alto([("&e9;", 1, 1, 9, 9)], head=BOMB), "not a whole .xml file"),
        ("a.xml", alto([]), "OCR has found no text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(read, name, data, told):
    lines, refused = read(name, data)
    assert not lines
    assert refused.startswith(f"{name}: {told}")


def test_without_what_reads_them_the_install_command_is_named(tmp_path, newsclean):
    (tmp_path / "lxml.py").write_text("raise ImportError('gone')", "utf-8")
    (tmp_path / "a.xml").write_text(alto(LINES), "utf-8")
    import os

    path = os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))
    told = newsclean("clean", "a.xml", "-o", "a.txt", env={"PYTHONPATH": path}, code=3).stderr
    assert b"hOCR and ALTO need lxml (ImportError: gone); run: pip install 'newsclean[ocr]'" in told


BOX = st.tuples(*[st.integers(-50, 2000)] * 4)
WORDS = st.text(st.sampled_from("一二三，。ab1-（）“”\u3000 "), min_size=1, max_size=8)


@given(st.lists(st.tuples(WORDS, BOX), max_size=40))
@settings(deadline=None)
def test_no_character_is_lost_wherever_the_boxes_stand(found):
    data = json.dumps({"rec_texts": [text for text, _ in found], "rec_boxes": [[*box] for _, box in found]}).encode()
    laid = document_of(blocks_of(data, "auto", "a.json"))
    got = sorted("".join([*laid.text.split(), *(text for *_, text in laid.left_out)]).replace("-", ""))
    assert got == sorted("".join("".join(text for text, _ in found).split()).replace("-", ""))
    assert len(laid.places) == len(laid.text.splitlines())
