import ast
from pathlib import Path

import newsclean


def test_all_is_exactly_what_is_public():
    assert set(newsclean.__all__) == set(dir(newsclean))
    for name in newsclean.__all__:
        assert getattr(newsclean, name) is not None


def test_the_names_for_type_checkers_are_the_public_ones():
    tree = ast.parse(Path(newsclean.__file__).read_text("utf-8"))
    imported = {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module.startswith("newsclean")
        for alias in node.names
    }  # fmt: skip
    assert imported | {"__version__"} == set(newsclean.__all__)


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(newsclean, "tidy")


def test_public_objects_have_docstrings():
    for name in newsclean.__all__:
        if name not in ("RULES", "__version__"):
            assert getattr(newsclean, name).__doc__
