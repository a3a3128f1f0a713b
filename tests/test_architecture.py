"""The house: which folder may import which, and which words the source no longer has."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "newsclean"

# From the foundation to the command: a module imports from its own layer and from those above it in this list.
LAYERS = (
    "errors", "compat", "i18n", "text", "settings", "prefilter", "core", "minhash", "rules", "io", "pipeline",
    "changelog", "corpus", "jobs", "review", "report", "review_app", "export", "distributed", "config", "integrations",
    "cli",
    "__main__",
)  # fmt: skip

# Beyond the order: what a layer never imports, although it stands further down.
NEVER = {"io": {"rules", "prefilter", "pipeline", "minhash"}}

# Words of the private vocabulary that was given up (the glossary in the design), as whole names ...
FORMER_NAMES = frozenset(
    [
        "Way",
        "through",
        "Screen",
        "Signs",
        "Look",
        "Outlines",
        "Outline",
        "View",
        "derive",
        "account",
        "settle",
        "Alignment",
        "Patch",
        "Note",
        "kept",
        "KeptIn",
        "fixed",
        "TOGETHER",
        "chosen",
        "regex",
        "Beside",
        "beside",
        "Elsewhere",
        "elsewhere",
        "standing",
        "evidence",
        "least_for",
        "Apart",
        "apart",
        "elements",
        "furniture",
        "labels",
        "Shape",
        "Surroundings",
        "surroundings",
        "near",
        "telling",
        "slips",
        "keeping",
        "Lot",
        "lot",
        "pieces",
        "incoming",
        "Incoming",
        "packing",
        "PACKINGS",
        "complain",
        "told",
        "_told",
        "signs",
        "outline",
        "outlines",
        "kept_patterns",
        "proof",
    ]
)
# ... and as parts of names, between underscores or capitals.
FORMER_PARTS = frozenset(["outline", "outlines", "furniture", "slips"])

RELUCTANT = ("What ", "Whether ", "How ", "Where ")


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports_of(name: str) -> Iterator[str]:
    """The modules of the package that a module imports, also inside functions and for types only."""
    for node in ast.walk(tree_of(MODULES[name])):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "newsclean":
            base = (node.module or "").partition(".")[2]
            for alias in node.names:
                inner = f"{base}.{alias.name}".lstrip(".")
                target = inner if inner in MODULES else base
                if target:
                    yield target
        elif isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[2] for alias in node.names if alias.name.startswith("newsclean."))


def layer_of(name: str) -> str:
    return name.split(".")[0]


@pytest.mark.parametrize("name", [name for name in MODULES if name])
def test_a_module_imports_from_its_layer_and_those_above_it_only(name):
    order = {layer: number for number, layer in enumerate(LAYERS)}
    own = layer_of(name)
    assert own in order, f"{name} belongs to no layer"
    for target in imports_of(name):
        assert order[layer_of(target)] <= order[own], f"{name} imports {target}, which stands further down"
        assert layer_of(target) not in NEVER.get(own, ()), f"{name} imports {target}"


def test_no_module_is_imported_in_a_circle():
    graph = {name: {target for target in imports_of(name) if target != name} for name in MODULES if name}
    done: set[str] = set()

    def follow(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path[path.index(name) :], name))
        if name not in done:
            for target in sorted(graph.get(name, ())):
                follow(target, (*path, name))
            done.add(name)

    for name in graph:
        follow(name, ())


def names_of(name: str) -> Iterator[str]:
    """The names that a module gives: its own, of definitions, constants and parameters, and of members of classes."""
    yield from name.split(".")
    for node in ast.walk(tree_of(MODULES[name])):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        if isinstance(node, ast.FunctionDef):
            yield from (arg.arg for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs))
        if isinstance(node, ast.ClassDef):
            yield from (
                each.target.id
                for each in node.body
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
            )
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
    for node in tree_of(MODULES[name]).body:
        for target in getattr(node, "targets", []) or [getattr(node, "target", None)]:
            yield from (each.id for each in ast.walk(target) if isinstance(each, ast.Name)) if target else ()


@pytest.mark.parametrize("name", [name for name in MODULES if name])
def test_no_name_is_of_the_former_vocabulary(name):
    found = set()
    for each in names_of(name):
        parts = {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", each)}
        if each in FORMER_NAMES or parts & FORMER_PARTS:
            found.add(each)
    assert not found


@pytest.mark.parametrize("name", [name for name in MODULES if name])
def test_no_module_has_a_function_of_its_own_name(name):
    own = name.split(".")[-1]
    functions = [node.name for node in tree_of(MODULES[name]).body if isinstance(node, ast.FunctionDef)]
    assert own not in functions or name == "cli.main"


def docstrings() -> Iterator[str]:
    """All docstrings, those of constants and members included."""
    for path in MODULES.values():
        for node in ast.walk(tree_of(path)):
            body = getattr(node, "body", None)
            if not isinstance(body, list):
                continue
            for number, each in enumerate(body):
                if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                    is_first = number == 0 and isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
                    if isinstance(each.value.value, str) and (
                        is_first or isinstance(body[number - 1], ast.Assign | ast.AnnAssign)
                    ):
                        yield each.value.value


def test_docstrings_begin_with_a_verb_or_a_noun():
    found = list(docstrings())
    reluctant = [text for text in found if text.startswith(RELUCTANT)]
    assert len(reluctant) < 0.03 * len(found), reluctant


def test_no_two_classes_and_few_modules_share_a_name():
    classes = [node.name for path in MODULES.values() for node in tree_of(path).body if isinstance(node, ast.ClassDef)]
    assert sorted({each for each in classes if not each.startswith("_") and classes.count(each) > 1}) == []
