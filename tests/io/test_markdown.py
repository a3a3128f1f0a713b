PAGE = """---
title: 会议,今天
---

# 平塘县召开会议

会议指出,要坚持[因地制宜](https://a.cn/b,c "标,题"),发展特色产业.

```python
print("一,二")
```

![图](a,b.png)
"""


def test_files_of_markdown_in_a_folder_are_cleaned_and_stay_markdown(newsclean, tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("a.md", "b.markdown"):
        (tmp_path / "in" / name).write_text(PAGE, "utf-8")
    newsclean("clean", "in", "-o", "out", "--log", "log.jsonl")
    clean = PAGE.replace("指出,", "指出，").replace('"),发', '")，发').replace("产业.", "产业。")
    for name in ("a.md", "b.markdown"):
        assert (tmp_path / "out" / name).read_text("utf-8") == clean
    newsclean("restore", "out/a.md", "--log", "log.jsonl", "-o", "back.md")
    assert (tmp_path / "back.md").read_text("utf-8") == PAGE


def test_markdown_from_a_pipe_is_cleaned_as_its_files_are(newsclean):
    assert newsclean("clean", "--format", "markdown", stdin="- 一,二\n".encode()).stdout.decode() == "- 一，二\n"
