"""No English word in Chinese: the command, its errors and help texts, the report and the application are walked."""

import json
import re

import pytest

import newsclean
from newsclean.cli.main import _COMMANDS
from newsclean.i18n.messages import Catalog
from newsclean.settings import Settings
from sentences import commands

WORD = re.compile(r"[A-Za-z][A-Za-z]+")
# Addresses, paths, options, rules, and what stands in quotation marks are called the same in every language.
NAMES = re.compile(
    r"https?://\S+|`[^`]*`|'[^']*'|\S*[/.\\]\S*|--?[a-zA-Z][\w-]*|\b[A-Z][A-Z_|=.:]+\b|[A-Za-z]+-?\d\w*|\[[^\]]*\||U\+\w+"
)
KNOWN = {
    *_COMMANDS, *(rule.stage for rule in newsclean.RULES.values()), *"-".join(Settings().as_mapping()).split("-"),
    *["newsclean", "python", "Unicode", "Excel", "Word", "Lines", "Parquet", "OpenCC", "LibreOffice", "PaddleOCR", "RapidOCR", "Umi", "MinerU", "Redis"],
    *["MinHashLSH", "MinHash", "datasketch", "Python", "Ctrl", "gzip", "bzip", "Big", "utf", "gbk", "auto", "text", "json", "jsonl", "first", "sha", "Latin"],
    *["Standard", "Living", "Indel", "RapidFuzz", "pypinyin", "Broder", "soffice", "jq", "sarif", "id", "field", "encoding", "localhost", "keep", "time", "null", "middle", "dot", "Windows", "MacRoman", "curly", "corner", "Markdown", "patch"],
    *(name for each in commands() for option in each.params for name in getattr(option.type, "choices", ())),

}  # fmt: skip


def english(text, *more):
    return sorted({*WORD.findall(NAMES.sub(" ", text))} - KNOWN - {*more})


@pytest.fixture
def chinese(newsclean, tmp_path):
    """Runs a command in Chinese, and returns all that it says."""

    def run(*arguments, code=0, **more):
        done = newsclean("--language", "zh", *arguments, code=code, **more)
        assert code is not None or done.returncode
        return (done.stdout + done.stderr).decode()

    return run


TEXT = "会议指出,要坚持以人民为中心.\n\n选派8\n名干部,于2024年到任。\n\n后续还将将召开会议,代表们参加了讨论。\n"


@pytest.fixture
def folder(tmp_path):
    inbox = tmp_path / "收件"
    inbox.mkdir(exist_ok=True)
    (inbox / "新闻.txt").write_text(TEXT, "utf-8")
    (inbox / "坏.txt").write_bytes(b"\xff\xfe\x00\xd8\x01" * 9 + "会议".encode())
    (inbox / "记录.jsonl").write_text(
        "".join(
            line + "\n"
            for line in (
                json.dumps({"id": 1, "text": TEXT}), "{", "[1]", '{"id": 2}', '{"text": 5}', '{"text": null}', "",
                '{"text": ["a"]}', '{"text": "a", "text": "b"}', '{"text": "x"} {}', '{"text": "x",}',
            )
        ),
        "utf-8",
    )  # fmt: skip
    (inbox / "图.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(50))
    (inbox / "表.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (inbox / "空.pdf").write_bytes(b"%PDF-1.4\n")
    (inbox / "包.zip").write_bytes(b"PK\x03\x04" + bytes(60))
    (inbox / "无.docx").write_bytes(b"PK\x03\x04" + bytes(60))
    (inbox / ".藏").write_text("x")
    return tmp_path


def test_a_run_and_all_that_looks_at_it_speak_chinese(chinese, folder):
    told = [chinese("clean", "收件", "-o", "出", "-v", code=3)]
    assert "篇文章" in told[0]
    assert "日志：" in told[0]
    told += [
        chinese("check", "收件", code=3),
        chinese("diff", "收件", code=3).replace(r"\ No newline at end of file", ""),
        chinese("show", "出.changes.jsonl"),
        chinese("show", "出.changes.jsonl", "新闻.txt"),
        chinese("verify", "--log", "出.changes.jsonl"),
        chinese("duplicates", "收件", "--as", "csv", "-o", "重.csv", code=3),
        chinese("duplicates", "收件/新闻.txt", "--index", "索", "-o", "重2.csv"),
        chinese("index", "show", "索").splitlines()[0],
        chinese("index", "check", "索"),
        chinese("index", "compact", "索"),
        chinese("split", "收件/记录.jsonl", "-o", "片"),
        chinese("report", "出.changes.jsonl", "-o", "页.html"),
        chinese("rules"),
    ]
    (folder / "出" / "新闻.txt").write_text("别的。\n", "utf-8")
    (folder / "收件" / "新闻.txt").unlink()
    told += [
        chinese("verify", "--log", "出.changes.jsonl", code=3),
        chinese("report", "出.changes.jsonl", "-o", "又.html", code=3),
    ]
    for text in told:
        assert english(text) == [], text


WRONG = (
    ("clean", "无"), ("clean", "收件"), ("clean", "收件", "-o", "收件/里"), ("clean", "-x"), ("nope",), ("rules", "punctuation/coma"),
    ("clean", "收件", "-o", "出", "--no-log", "--log", "a"), ("clean", "收件", "--in-place"), ("clean", "收件", "--jobs", "x"),
    ("clean", "收件", "--jobs", "0"), ("clean", "--scope", "x"), ("clean", "收件", "--encoding", "x", "-o", "出"),
    ("clean", "收件", "-o", "出", "--resume", "--no-log"), ("clean", "收件/新闻.txt", "--log", "-"),
    ("clean", "收件", "-o", "出", "--log", "缺/a.jsonl"), ("clean", "收件", "-o", "出", "--log", "a.xz"), ("clean", "--select", "nope"),
    ("clean", "收件", "-o", "收件/新闻.txt"), ("clean", "收件/新闻.txt", "-o", "收件/新闻.txt"), ("clean", "收件", "--shard", "5/4", "-o", "出"),
    ("clean", "收件", "--config", "无.toml"), ("clean", "收件", "--format", "nope"), ("clean", "收件", "-o", "出", "--script", "nope"),
    ("clean", "收件", "--include", "*.nope", "-o", "出"), ("verify", "--log", "无"), ("verify",), ("verify", "--log", "收件/新闻.txt"),
    ("restore", "a", "--log", "收件/记录.jsonl"), ("restore", "收件/新闻.txt"), ("report", "无", "-o", "a"), ("report", "收件/坏.txt", "-o", "a"), ("apply", "无", "无"),
    ("review", "无"), ("review", "收件"), ("show", "无"), ("show", "收件/新闻.txt", "a"), ("export", "无", "--as", "csv", "-o", "b"), ("export", "a"),
    ("export", "a", "--as", "nope"), ("duplicates", "--no-add"), ("duplicates", "收件", "--canonical", "earliest"),
    ("index", "show", "无"), ("index", "check", "收件"), ("index", "merge", "a", "a"), ("index", "export", "无", "--redis", "x"),
    ("split", "无", "-o", "片"), ("split", "收件/新闻.txt", "-o", "片"), ("check", "收件", "--statistics", "--output-format", "sarif"),
    ("clean", "收件", "多余", "-o", "收件/新闻.txt"), ("show",), ("index", "nope"), ("index",),
)  # fmt: skip


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_what_is_wrong_is_said_in_chinese(chinese, folder, arguments):
    told = chinese(*arguments, code=None)
    assert english(told, "nope", "coma", "zh", "compact", "merge", "archive") == [], told


def test_help_texts_are_chinese(chinese):
    asked = [("--help",), *((name, "--help") for name in _COMMANDS)]
    asked += [("index", name, "--help") for name in ("show", "check", "merge", "compact", "export")]
    for arguments in asked:
        told = chinese(*arguments)
        lines = [line for line in told.splitlines() if "newsclean " not in line]
        names = {word for each in commands() for option in each.params for word in (option.metavar or "").split("|")}
        types = {"INTEGER", "RANGE", "FLOAT", "OPTIONS", "ARGS", "COMMAND", "NAME", "FORCE_COLOR", "NO_COLOR", *names}
        assert english("\n".join(lines), *types, "Pointer", "archive", "merge", "compact", "b") == [], told


def test_every_setting_that_is_wrong_is_told_in_chinese(chinese, folder):
    for name in Settings().as_mapping():
        (folder / "newsclean.toml").write_text(f"{name} = 1.5\n")
        told = chinese("check", "收件/新闻.txt", "--config", "newsclean.toml", code=2) if name != "join-at" else ""
        assert english(told.replace(name, "")) == [], told


LINES = (
    ("a.txt: no such file or folder; check the path", "a.txt：没有这个文件或文件夹；请检查路径"),
    ("a: b.txt: not UTF-8; save it as UTF-8", "a: b.txt：不是 UTF-8；请另存为 UTF-8"),
    ("a.jsonl, line 3: field text: missing; leave the row out", "a.jsonl，第 3 行：字段 text：缺失；请去掉该行"),
    ("out: No space left on device; free the disk or choose another place", "out：磁盘空间不足；请腾出磁盘空间，或另选位置"),
    ("it is none of ours; and that neither", "it is none of ours; and that neither"),
    ("no column of text; it has a, b; write another one", "没有文本列；现有 a, b；请写出另一种"),
)  # fmt: skip


@pytest.mark.parametrize(("english", "chinese"), LINES)
def test_a_line_is_translated_where_its_template_is_known_and_else_stays(english, chinese):
    assert Catalog("zh").line(english) == chinese
    assert Catalog("en").line(english) == english
