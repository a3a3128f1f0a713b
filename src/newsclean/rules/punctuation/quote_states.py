"""The ways on which the marks of a paragraph can be read: states of being quoted, and the steps between them."""

from __future__ import annotations

from typing import NamedTuple

OUT = 0
"""The state outside of quotations. Behind an opening mark, behind a quotation in it, and in that: 1, 2 and 3 where the
quotation opens inside a clause, 4, 5 and 6 where it is introduced, 7, 8 and 9 where it begins a sentence."""
STATES = 10
IN_CLAUSE = 1
"""The state behind the opening mark of a quotation that begins inside a clause."""
INNER = (3, 6, 9)
"""The states inside of a quotation in a quotation."""
WAYS = 3
"""The ways in which a quotation can begin: inside a clause, introduced, at the beginning of a sentence."""
_QUOTED, _BEHIND_INNER, _INNER = 1, 2, 3


class Step(NamedTuple):
    """A step from one state to another, by a mark.

    Attributes:
        number: Its kind, by which it is weighed.
        source: The state before the mark.
        target: The state behind it.
        opens: Whether the mark opens.
        depth: Of how many quotations the mark's is the innermost.
        is_whole: Whether no mark is missing.
    """

    number: int
    source: int
    target: int
    opens: bool
    depth: int
    is_whole: bool = True


def _steps(beginning: int) -> tuple[Step, ...]:
    """The steps at a mark, where a quotation that opens there begins in such a way."""
    found = [Step(beginning, OUT, _QUOTED + 3 * beginning, True, 1)]
    for way in range(WAYS):
        quoted, behind, inner = (state + 3 * way for state in (_QUOTED, _BEHIND_INNER, _INNER))
        first = WAYS + 5 * way
        found += (
            Step(first, quoted, OUT, False, 1),
            Step(first + 1, quoted, inner, True, 2),
            Step(first + 2, behind, inner, True, 2),
            Step(first + 3, behind, OUT, False, 1),
            Step(first + 4, inner, behind, False, 2),
        )
    found.append(Step(KINDS_OF_STEPS - 2, OUT, OUT, False, 1, is_whole=False))
    lost = Step(KINDS_OF_STEPS - 1, OUT, _QUOTED + 3 * beginning, True, 1, is_whole=False)
    found += (lost._replace(source=state) for state in range(1, STATES))
    return tuple(found)


KINDS_OF_STEPS = 6 * WAYS + 2
STEPS = tuple(map(_steps, range(WAYS)))
"""The steps at a mark, by the way in which a quotation that opens there begins."""
