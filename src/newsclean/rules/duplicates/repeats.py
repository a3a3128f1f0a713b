"""Which paragraphs of an article repeat earlier ones, alone or in a pasted block."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from newsclean.core.document_view import DocumentView
from newsclean.rules.duplicates.candidates import propose_candidates
from newsclean.rules.duplicates.comparison import Comparison, Verdict, compare
from newsclean.rules.duplicates.differences import Difference, Kind
from newsclean.rules.duplicates.pair_bounds import CandidatePairs, candidate_pairs
from newsclean.rules.duplicates.prose import Repeatable, repeatable
from newsclean.rules.duplicates.unfolded import is_same_unfolded
from newsclean.settings import Settings
from newsclean.text.fold import fold_width
from newsclean.text.opencc import simplified

_SAME = Comparison(Verdict.SAME, 1.0)
# Longer paragraphs are compared for being equal only.
_LONGEST = 10_000
# A block may have lost or gained a heading between two paragraphs.
_GAP = 3
_SHORTEST_BLOCK = 3


class Repeat(NamedTuple):
    """A paragraph and the earlier one it repeats; both as numbers in `view.paragraphs`.

    Attributes:
        later: The paragraph that may go.
        earlier: The one that stays. Never itself removed.
        comparison: What they differ in.
        in_block: The paragraphs beside the two repeat each other too: the later one was pasted.
    """

    later: int
    earlier: int
    comparison: Comparison
    in_block: bool

    @property
    def is_removed(self) -> bool:
        """Return whether the later paragraph goes: it says nothing of its own, or was pasted with its block."""
        if self.in_block and self.comparison.verdict is Verdict.CONFLICT:
            return all(difference.kind is not Kind.MORE for difference in self.comparison.differences)
        return self.comparison.verdict is Verdict.SAME


def folded(view: DocumentView) -> list[str]:
    """The key of each paragraph: its text with script, width and white space folded."""
    text = simplified(fold_width(view.text, view.marks))
    return ["".join(text[line.body : line.stop].split()) for line in view.paragraphs]


def find_repeats(view: DocumentView, settings: Settings) -> list[Repeat]:
    """Find the repeated paragraphs of an article.

    Args:
        view: The article.
        settings: `same_at`, the similarity from which two paragraphs are compared difference by difference, and
            `min_repeat`: paragraphs of fewer Han characters count only inside a block.

    Returns:
        At most one repeat a paragraph, in the order of the text, whether it is removed or only flagged.
        Every one was compared with the copy that stays, so that likeness never grows along a chain.
    """
    may_be = view.batch_lookup(candidate_pairs, settings)
    if may_be is None:
        return []
    keys = view.cached(folded)
    kinds = repeatable(view, settings.min_repeat)
    matches = _matches(keys, settings, kinds, may_be)
    blocks = _blocks(keys, matches, repeatable(view, (settings.min_repeat + 1) // 2)) if matches else {}
    found: list[Repeat] = []
    stays: dict[int, int] = {}
    for later, kind in enumerate(kinds):
        pair = blocks.get(later) or (matches.get(later) if kind is Repeatable.ALONE else None)
        if pair is None or kind is Repeatable.NEVER:
            continue
        earlier, comparison = pair
        root = stays.get(earlier, earlier)
        if root != earlier:
            comparison = compare(keys[root], keys[later], settings.min_similarity)
        bodies = view.body(view.paragraphs[root]), view.body(view.paragraphs[later])
        if comparison is _SAME and not is_same_unfolded(*bodies, keys[later]):
            readings = (Difference(Kind.READING, 0, len(keys[later]), keys[later], keys[root], 0),)
            comparison = Comparison(Verdict.CONFLICT, 1.0, readings)
        repeat = Repeat(later, root, comparison, later in blocks)
        if repeat.is_removed:
            stays[later] = root
        found.append(repeat)
    return found


_Pairs = dict[int, tuple[int, Comparison]]


def _matches(keys: list[str], settings: Settings, kinds: list[Repeatable], may_be: CandidatePairs) -> _Pairs:
    """For each long paragraph the first earlier one of its kind that it repeats, by itself."""
    first: dict[tuple[str, Repeatable], int] = {}
    matches: _Pairs = {}
    proposed = propose_candidates(keys, settings.min_similarity, may_be)
    for number, (key, kind) in enumerate(zip(keys, kinds, strict=True)):
        if len(key) < settings.min_repeat or kind is Repeatable.NEVER:
            continue
        if (key, kind) in first:
            matches[number] = first[key, kind], _SAME
            continue
        first[key, kind] = number
        if len(key) > _LONGEST:
            continue
        best: tuple[int, Comparison] | None = None
        for earlier in proposed.of(number):
            if kinds[earlier] is not kind:
                continue
            comparison = compare(keys[earlier], key, settings.min_similarity)
            if comparison.verdict is Verdict.SAME:
                best = earlier, comparison
                break
            if comparison.verdict is not Verdict.OTHER and best is None:
                best = earlier, comparison
        if best is not None:
            matches[number] = best
        if best is None or best[1].verdict is not Verdict.SAME:
            proposed.keep(number)
    return matches


def _blocks(keys: list[str], matches: _Pairs, kinds: list[Repeatable]) -> _Pairs:
    """The pairs of all pasted blocks: paragraphs in a row that repeat paragraphs in the same order.

    Args:
        keys: The folded paragraphs.
        matches: Those that repeat an earlier one by themselves.
        kinds: Which of them are running text; only that shows that a block was pasted.
    """
    blocks: _Pairs = {}
    first: dict[str, int] = {}
    for number, key in enumerate(keys):
        first.setdefault(key, number)
    number = 0
    while number < len(keys):
        chain = _chain(keys, matches, number, first[keys[number]])
        if _is_block(chain, kinds):
            trusted = _trusted(chain)
            blocks.update({later: pair for later, pair in chain.items() if later in trusted})
        number += max(1, len(chain))
    return blocks


def _chain(keys: list[str], matches: _Pairs, start: int, first: int) -> _Pairs:
    """The pairs of a run of paragraphs; a heading that stands at `first` too may begin it."""
    chain: _Pairs = {}
    pair = matches.get(start) or ((first, _SAME) if first < start else None)
    later = start
    while pair is not None and pair[0] < start:
        chain[later] = pair
        later += 1
        if later >= len(keys):
            break
        pair = _next(keys, matches, later, pair[0])
    return chain


def _next(keys: list[str], matches: _Pairs, later: int, earlier: int) -> tuple[int, Comparison] | None:
    for step in range(1, _GAP + 1):
        if earlier + step < later and keys[earlier + step] == keys[later]:
            return earlier + step, _SAME
    pair = matches.get(later)
    return pair if pair is not None and 0 < pair[0] - earlier <= _GAP else None


def _is_block(chain: _Pairs, kinds: list[Repeatable]) -> bool:
    same = [
        later
        for later, (_, comparison) in chain.items()
        if comparison.verdict is Verdict.SAME and kinds[later] is Repeatable.ALONE
    ]
    return len(chain) >= _SHORTEST_BLOCK and len(same) >= 2 and 2 * len(same) >= len(chain)


def _trusted(chain: _Pairs) -> set[int]:
    """The members that stand in the block beyond doubt: two beside them on each side are the same, up to its ends."""

    def is_same(later: int) -> bool:
        return later not in chain or chain[later][1].verdict is Verdict.SAME

    return {
        later
        for later, (_, comparison) in chain.items()
        if comparison.verdict is Verdict.SAME or all(is_same(later + step) for step in (-2, -1, 1, 2))
    }


def removed_spans(view: DocumentView, going: Collection[int]) -> dict[int, tuple[int, int]]:
    """The span of each paragraph that goes, with the white space that must go with it.

    With a paragraph goes what stands between it and the next one. Of those that end the text, each takes what
    stands before it, so that the spans of neighbours never overlap and the text ends as it did.

    Args:
        view: The article.
        going: The numbers of the paragraphs that go, in `view.paragraphs`.

    Returns:
        Half-open spans in code points, by the number of the paragraph.
    """
    lines = view.paragraphs
    last_kept = max((number for number in range(len(lines)) if number not in going), default=-1)
    return {
        number: (lines[number].body, lines[number + 1].body)
        if number < last_kept
        else (lines[number - 1].stop if number else lines[0].body, lines[number].stop)
        for number in going
    }
