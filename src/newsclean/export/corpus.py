"""The JSON Lines of the MNBVC corpus: every paragraph of a file, repeats marked instead of removed.

The fields are those of MNBVC's general corpus format (通用语料格式); `md5` is of the paragraph in UTF-8.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from newsclean.changelog.reading import ArticleLog
from newsclean.core.result import Change
from newsclean.report.rows import Row, aligned_rows


def corpus_lines(articles: Iterable[tuple[ArticleLog, str | None, str]], day: str) -> Iterator[bytes]:
    """A line for every article whose text is there.

    A paragraph that was removed as a repeat stands in its place as it came, with 是否重复 true. 是否跨文件重复 says
    that an earlier article of the log has the same paragraph, 是否重复文件 that one has the same text; 是否待查文件
    that something in it is flagged.

    Args:
        articles: Articles with their original texts, where there are any; and why not.
        day: When they were cleaned, `20261123`.
    """
    seen_files: set[str] = set()
    seen: set[bytes] = set()
    for article, text, _ in articles:
        if text is None or not article.end:
            continue
        found = list(_paragraphs(article, text))
        own: set[bytes] = set()
        paragraphs = []
        for line, content, is_removed, is_elsewhere in found:
            digest = hashlib.md5(content.encode("utf-8", "surrogatepass"), usedforsecurity=False)
            paragraphs.append(
                {
                    "行号": line,
                    "是否重复": is_removed or digest.digest() in own,
                    "是否跨文件重复": is_elsewhere or digest.digest() in seen,
                    "md5": digest.hexdigest(),
                    "内容": content,
                    "扩展字段": "",
                }
            )
            own.add(digest.digest())
        seen |= own
        clean = article.head["clean"]["sha256"]
        record: dict[str, Any] = {
            "文件名": article.name,
            "是否待查文件": bool(article.flags),
            "是否重复文件": clean in seen_files,
            "文件大小": article.head["source"]["bytes"],
            "最长段落长度": max((len(content) for _, content, _, _ in found), default=0),
            "段落数": len(paragraphs),
            "去重段落数": sum(not paragraph["是否重复"] for paragraph in paragraphs),
            "低质量段落数": 0,
            "段落": paragraphs,
            "时间": day,
            "扩展字段": json.dumps({"sha256": article.head["source"]["sha256"]}),
        }
        seen_files.add(clean)
        yield json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _paragraphs(article: ArticleLog, text: str) -> Iterator[tuple[int, str, bool, bool]]:
    """Line, text, whether it was removed, and for the copy in another article, for every paragraph of an article."""
    for row in aligned_rows(text, article.changes, ()):
        for change in _removals(row, article.changes):
            yield change.line, change.before.strip(), True, bool(change.of_article)
        for number, line in enumerate(_clean_text(row, article.changes).split("\n")):
            if line.strip():
                yield row.line + number, line.strip(), False, False


def _removals(row: Row, changes: Sequence[Change]) -> list[Change]:
    made = [changes[part] for part in row.parts if isinstance(part, int)]
    return [change for change in made if change.of is not None]


def _clean_text(row: Row, changes: Sequence[Change]) -> str:
    return "".join(changes[part].after if isinstance(part, int) else str(part) for part in row.parts)
