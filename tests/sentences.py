"""Messages that the code says as sentences: the templates of errors, of notes, and of help texts."""

import ast
import re
from collections import defaultdict
from functools import cache
from importlib import import_module
from pathlib import Path

import newsclean
from newsclean import errors
from newsclean.cli.main import _COMMANDS, main

ROOT = Path(newsclean.__file__).parent
TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(ROOT.rglob("*.py"))}
ERRORS = {name for name, each in vars(errors).items() if isinstance(each, type) and name.endswith("Error")}
# Functions whose arguments are told to a person: (name, place of the first of them).
TOLD = {**dict.fromkeys([*ERRORS, "wrong", "warn", "tell", "ValueError", "TypeError"], 0), "Finding": 1}
# What is kept to be told later, and functions that say what is wrong with an index.
KEPT, SAYING = {"warning", "notes"}, {"fault", "check"}
# What only who programs with the package meets.
INNER = {"core", "integrations", "minhash", "prefilter", "rules", "text", "pipeline.py", "distributed"}
DEPTH = 6


@cache
def functions():
    found = defaultdict(list)
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                found[node.name].append((tree, node))
    return found


def assigned(scope, name):
    for node in ast.walk(scope):
        targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
        for target in targets if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) else ():
            if isinstance(target, ast.Name) and target.id == name and node.value is not None:
                yield node.value
            if isinstance(target, ast.Tuple):
                names = [getattr(each, "id", None) for each in target.elts]
                if name in names:
                    yield from element(node.value, names.index(name))


def element(value, number):
    if isinstance(value, ast.Tuple):
        yield value.elts[number]
    elif isinstance(value, ast.IfExp):
        yield from element(value.body, number)
        yield from element(value.orelse, number)


def templates(node, scopes, depth=0):
    """The templates an expression may be made of: those of all its branches, and of what stands in its places."""
    if depth > DEPTH:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        whole = ""
        for value in node.values:
            if isinstance(value, ast.Constant):
                whole += value.value.replace("{", "{{").replace("}", "}}")
            else:
                whole += "{}"
                yield from templates(value.value, scopes, depth + 1)
        yield whole
    elif isinstance(node, ast.Name):
        for scope in scopes:
            found = [*assigned(scope, node.id)]
            for value in found:
                yield from templates(value, scopes, depth + 1)
            if found:
                break
    elif isinstance(node, ast.Call):
        name = getattr(node.func, "id", "")
        for tree, function in functions()[name] if len(functions()[name]) < 3 else ():
            for inner in ast.walk(function):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield from templates(inner.value, (function, tree), depth + 1)
    else:
        parts = {ast.IfExp: ("body", "orelse"), ast.BoolOp: ("values",), ast.Starred: ("value",),
                 ast.Tuple: ("elts",), ast.Dict: ("values",), ast.Subscript: ("value",)}  # fmt: skip
        for part in parts.get(type(node), ()):
            values = getattr(node, part)
            for value in values if isinstance(values, list) else [values]:
                yield from templates(value, scopes, depth + 1)


def calls(node, scopes):
    if isinstance(node, ast.FunctionDef):
        scopes = (node, *scopes)
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        for each in node.keywords:
            if each.arg == "advice":
                yield "notes", [each.value], scopes
        if name == "append" and getattr(getattr(node.func, "value", None), "id", "") in KEPT:
            yield "notes", node.args, scopes
        if name in TOLD:
            yield name, node.args[TOLD[name] :], scopes
    if (
        isinstance(node, ast.Assign)
        and {getattr(each, "attr", getattr(each, "id", "")) for each in node.targets} & KEPT
    ):
        yield "notes", getattr(node.value, "elts", [node.value]), scopes
    if isinstance(node, ast.Return | ast.Yield) and getattr(scopes[0], "name", "") in SAYING and node.value:
        yield "notes", [node.value], scopes
    for child in ast.iter_child_nodes(node):
        yield from calls(child, scopes)


# Options, settings, commands and fields are called the same in every language.
NAMES = re.compile(
    r"--?[\w-]*( (earliest|archive|\{\}|-))?|\.newscleanignore|Java|Redis|Spark|pyarrow|(newsclean )?(clean|report|review|rules|lsp)|auto|first|text|page|pages|"
    "min-repeat|protect|script|script-words|select"
)


def is_words(template):
    return bool(re.search("[a-z]{2} |[a-z]{3}", template.replace("{}", ""))) and not NAMES.fullmatch(template)


def cause(template):
    """The part of a line that stands behind where it says that something is wrong."""
    for mark in (": ", "; "):
        before, _, rest = template.partition(mark)
        if rest and not is_words(before) and not rest.startswith("it has"):
            template = rest
    return template


def sentences():
    """Templates of causes and of what to do, and those of what says where."""
    said, places = set(), {"clean file {}", "source {}", "text"}
    for path, tree in TREES.items():
        for name, arguments, scopes in calls(tree, (tree,)):
            if name not in ERRORS and path.relative_to(ROOT).parts[0] in INNER:
                continue
            for number, argument in enumerate(arguments):
                made = {*templates(argument, scopes)}
                if name in ERRORS and number == 0:
                    places |= {*filter(is_words, made)}
                else:
                    said |= {*filter(is_words, map(cause, made))}
    return said, places


def commands(command=main):
    yield command
    for each in (
        [import_module(f"newsclean.cli.{name}").command for name in _COMMANDS]
        if command is main
        else [*getattr(command, "commands", {}).values()]
    ):
        yield from commands(each)


def help_texts():
    for command in commands():
        for paragraph in (command.help or "").split("\n\n"):
            if paragraph.lstrip().startswith("\b"):
                yield from (line.strip() for line in paragraph.strip().splitlines()[1:] if "newsclean " not in line)
            else:
                yield " ".join(paragraph.split())
        for parameter in command.params:
            text, *brackets = (getattr(parameter, "help", None) or "").split("  [")
            yield from filter(is_words, (text, *(each.removesuffix("]") for each in brackets)))


SPOKEN = {"phrase": 0, "say": 0, "counted": 1}


def phrases():
    """Messages of the command that it asks the catalogue for."""
    for path in (ROOT / "cli").glob("*.py"):
        for node in ast.walk(TREES[path]):
            name = getattr(getattr(node, "func", None), "id", "")
            if name in SPOKEN:
                first, *rest = node.args[SPOKEN[name] :]
                words = [*templates(first, (TREES[path],))]
                if name == "counted":
                    words += [each.value for each in rest] or [f"{words[0]}s"]
                    words = [f"{{}} {word}" for word in words]
                yield from () if isinstance(first, ast.JoinedStr) else words


OF_CLICK = {"Options", "Commands", "required", "Show this message and exit."}
# Errors of click, of the system, and of json: what a person can meet.
ERRORS_OF_OTHERS = {
    "File is not a zip file", "list of stages or rules", "list of texts", "No such command {}.", "Missing option {}. Choose from:\n\t{}",
    "No such option {}.", "No such option {}. Did you mean {}?", "No such option {}. (Did you mean one of: {}?)",
    "Missing argument {}.", "Missing option {}.", "Missing command.", "Got unexpected extra argument ({})",
    "Got unexpected extra arguments ({})", "Option {} requires an argument.", "Option {} does not take a value.",
    "Invalid value for {}: {}", "{} is not one of {}.", "{} is not a valid integer.", "{} is not a valid float.",
    "{} is not in the range {}.", "{} is not a valid integer range.", "{} is not a valid float range.",
    "No such file or directory", "Permission denied", "Is a directory", "Not a directory", "No space left on device",
    "File name too long", "Read-only file system", "File exists", "Too many open files", "Input/output error",
    "Disk quota exceeded", "File too large", "Operation not permitted", "Address already in use",
    "Too many levels of symbolic links", "Invalid argument", "Bad file descriptor", "Cannot allocate memory",
    "Device or resource busy", "Stale file handle", "Resource temporarily unavailable",
    "Expecting value: line {} column {} (char {})",
    "Expecting property name enclosed in double quotes: line {} column {} (char {})",
    "Expecting ',' delimiter: line {} column {} (char {})", "Expecting ':' delimiter: line {} column {} (char {})",
    "Unterminated string starting at: line {} column {} (char {})", "Extra data: line {} column {} (char {})",
    "Invalid control character at: line {} column {} (char {})", "Invalid \\escape: line {} column {} (char {})",
    "Illegal trailing comma before end of object: line {} column {} (char {})",
    "Illegal trailing comma before end of array: line {} column {} (char {})",
}  # fmt: skip
