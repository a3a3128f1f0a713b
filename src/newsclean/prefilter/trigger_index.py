"""Looks in many texts at once for the triggers of all rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

import numpy as np
import numpy.typing as npt

from newsclean.prefilter.trigger import PAIRED, PARTNERS, Bigram, Trigger
from newsclean.text.char_tables import char_table
from newsclean.text.text_batch import BEYOND, Places, TextBatch, Units

_Bits = npt.NDArray[np.uint64]
_MOST = 64
# So many are looked up one by one in less time than it takes to find equal ones.
_FEW = 16
_SHORT = 20_000
# So many characters are looked up at a time: each takes sixteen bytes meanwhile.
_PART = 1 << 20
# Set beside the bits of rules where a character and the one behind it begin what three characters may be.
_BEGINS = np.uint64(1 << 63)
_IN_ROW = char_table(f"{PAIRED}\r\n")


class TriggerIndex:
    """Tells for many texts at once which of some rules may have something to say. Called with a batch.

    Characters that are the same to all triggers are of one kind; a character and the one behind it, looked up by their
    kinds, tell at once whether any rule has a trigger there.

    Args:
        triggers: The triggers of the rules; fewer than 64.

    Raises:
        ValueError: There are more.
    """

    def __init__(self, triggers: Sequence[Trigger]) -> None:
        if len(triggers) >= _MOST:
            raise ValueError(f"{_MOST} rules with signs, or more")
        given = [(np.uint64(1 << number), each) for number, each in enumerate(triggers)]
        some = _table((bit, each.some) for bit, each in given)
        if some[ord("\n")]:
            raise ValueError("a line feed stands between the outlines and is no sign")
        self._doubled = _table((bit, each.doubled) for bit, each in given)
        self._excluded = [(int(bit), each.exclude) for bit, each in given if each.exclude and each.doubled]
        self._holding = [
            (bit, re.compile(f"[{each.some}]"), each.exclude, each.exclude_markers)
            for bit, each in given
            if each.exclude and each.some
        ]
        self._confirmed = [(bit, each.confirm) for bit, each in given if each.confirm]
        han = _table((bit, each.han) for bit, each in given)
        self._han = [(chr(code), int(han[code])) for code in han.nonzero()[0].tolist()]
        bigrams = _Bigrams([(bit, pair) for bit, each in given for pair in each.bigram])
        trigrams = [(bit, three) for bit, each in given for three in each.trigram]
        self._close = np.uint64((1 << len(trigrams)) - 1)
        trigrams += [(bit, three) for bit, each in given for three in each.gapped]
        first = _Bigrams([(bit, (before, mark)) for bit, (before, mark, _) in trigrams])
        second = _Bigrams([(bit, (mark, behind)) for bit, (_, mark, behind) in trigrams])
        # Line breaks and the marks that stand in pairs are kinds of their own, the last ones in this order, so that
        # they are told by one comparison.
        row = np.where(_IN_ROW, np.arange(1, BEYOND + 2), 0)
        self._kinds, firsts = _kinds(
            row, some, *(table for each in (bigrams, first, second) for table in (each.left, each.right))
        )
        self._count = len(firsts)
        self._breaks = sorted(self._kinds[[*map(ord, "\r\n")]])
        self._unpaired = _table((bit, each.unpaired) for bit, each in given)[firsts]
        # The kind of the mark that each kind of mark is taken for, and of the one that opens what it closes.
        self._widened = np.arange(self._count, dtype=self._kinds.dtype)
        self._opening = np.zeros_like(self._widened)
        for narrow, wide in zip(self._kinds[[*map(ord, "()")]], self._kinds[[*map(ord, "（）")]], strict=True):
            self._widened[narrow] = wide
        for closing, opening in PARTNERS.items():
            self._opening[self._widened[self._kinds[ord(closing)]]] = self._widened[self._kinds[ord(opening)]]
        self._begins, self._ends = first.numbers(firsts), second.numbers(firsts)
        self._rules = first.rules
        # What a character and the one behind it tell, by their kinds.
        self._seen = np.array(bigrams.rules(bigrams.numbers(firsts)), np.uint64) | some[firsts].repeat(self._count)
        self._seen[self._begins > 0] |= _BEGINS

    def __call__(self, batch: TextBatch) -> list[int]:
        """For each text, a number in which the bit of each rule is set that may have something to say."""
        kinds = self._kinds_of(batch)
        # A character and the one behind it; a text has a line feed before and behind it.
        meet = kinds[:-1] * self._count
        meet += kinds[1:]
        each, begins = self._seen_in(meet, batch.starts[:-1] - 1)
        self._drop_excluded(each, batch)
        if begins.size:
            self._add_trigrams(each, batch, meet, begins)
        self._drop_unconfirmed(each, batch)
        found: list[int] = each.tolist()
        self._add_doubled(found, batch)
        self._add_unpaired(found, batch, kinds)
        self._add_han(found, batch)
        return found

    def _kinds_of(self, batch: TextBatch) -> Units:
        units = batch.looked_up(batch.units)
        if len(units) <= _PART:
            return self._kinds.take(units)
        return np.concatenate([self._kinds.take(units[at : at + _PART]) for at in range(0, len(units), _PART)])

    def _seen_in(self, meet: Units, starts: Places) -> tuple[_Bits, Places]:
        """For each text the rules that two characters speak for, and where three may, by where texts start."""
        if len(meet) <= _PART:
            seen = self._seen.take(meet)
            return np.bitwise_or.reduceat(seen, starts) & ~_BEGINS, (seen >= _BEGINS).nonzero()[0]
        each, begins = np.zeros(len(starts), np.uint64), []
        for part in range(0, len(meet), _PART):
            seen = self._seen.take(meet[part : part + _PART])
            first = max(int(starts.searchsorted(part, "right")) - 1, 0)
            last = int(starts.searchsorted(part + len(seen)))
            each[first:last] |= np.bitwise_or.reduceat(seen, np.maximum(starts[first:last] - part, 0))
            begins.append((seen >= _BEGINS).nonzero()[0] + part)
        return each & ~_BEGINS, np.concatenate(begins)

    def _drop_excluded(self, found: _Bits, batch: TextBatch) -> None:
        """Take away the rules for which all that was seen is no trigger."""
        for bit, some, exclude, markers in self._holding:
            for number in (found & bit).nonzero()[0].tolist():
                text = batch.texts[number]
                if any(marker in text for marker in markers) and not some.search(exclude.sub("", text)):
                    found[number] -= bit

    def _add_trigrams(self, each: _Bits, batch: TextBatch, meet: Units, begins: Places) -> None:
        """Add the rules that have a sign of three characters, of which the first may be at `begins`."""
        begins = begins[begins + 1 < len(meet)]
        three = self._begins.take(meet[begins]) & self._ends.take(meet[begins + 1])
        is_run = batch.at[begins + 2] - batch.at[begins + 1] > 1
        three[is_run] &= ~self._close
        here = three.nonzero()[0]
        found = three[here]
        which, numbers = np.unique(found, return_inverse=True) if len(found) > _FEW else (found, slice(None))
        rules = np.array(self._rules(which), np.uint64)[numbers]
        behind = begins[here] + 2
        text = batch.starts.searchsorted(behind - 1, "right") - 1
        is_inside = behind < batch.starts[text + 1]  # and not one before and one behind the edge of a text
        np.bitwise_or.at(each, text[is_inside], rules[is_inside])

    def _drop_unconfirmed(self, found: _Bits, batch: TextBatch) -> None:
        """Take away the rules of which triggers were seen, but not what a text must hold as well."""
        for bit, confirm in self._confirmed:
            for number in (found & bit).nonzero()[0].tolist():
                if not any(pattern.search(batch.texts[number]) for pattern in confirm):
                    found[number] -= bit

    def _add_doubled(self, found: list[int], batch: TextBatch) -> None:
        """Add the rules that have a sign in a character beside an equal one."""
        rules = self._doubled.take(batch.looked_up(batch.twice))
        for number in rules.nonzero()[0].tolist():
            if (place := batch.place_of_twice(number)) is not None:
                text, at = place
                bits = int(rules[number])
                for bit, exclude in self._excluded:
                    if bits & bit and exclude.match(batch.texts[text], at):
                        bits -= bit
                found[text] |= bits

    def _add_unpaired(self, found: list[int], batch: TextBatch, kinds: Units) -> None:
        """Add the rules that have a sign in a mark without its partner; line breaks and marks have the last kinds."""
        places = (kinds >= self._breaks[0]).nonzero()[0]
        row = self._widened.take(kinds.take(places))
        # Nearly all stand side by side; the others, which hold some, are few.
        single = self._opening.take(row[1:]) != row[:-1]
        is_left = row > self._breaks[-1]
        is_left[1:] &= single
        is_left[:-1] &= single
        left = is_left.nonzero()[0]
        if not left.size:
            return
        lines = np.cumsum(row <= self._breaks[-1])[left]
        waiting: list[tuple[int, int, int]] = []
        for mark, line, at in zip(row[left].tolist(), lines.tolist(), places[left].tolist(), strict=True):
            if waiting and waiting[-1][:2] == (self._opening[mark], line):
                waiting.pop()
            else:
                waiting.append((mark, line, at))
        for mark, _, at in waiting:
            found[batch.text_of(at)] |= int(self._unpaired[mark])

    def _add_han(self, found: list[int], batch: TextBatch) -> None:
        """Add the rules that have a sign in a Han character."""
        short = batch.texts if len(batch.all) < _SHORT else ()
        for character, rules in self._han:
            # Each of the two is far faster than to find no place, of so many characters.
            if any(character in text for text in short) if short else (batch.all == ord(character)).any():
                for at in (batch.all == ord(character)).nonzero()[0].tolist():
                    found[bisect_right(batch.begins, at) - 1] |= rules


class _Bigrams:
    """Pairs of neighbours, and the bit of the rule that each is a trigger of.

    Attributes:
        left: For each character, the numbers of the pairs that it begins, as bits.
        right: Likewise, those that it ends.
    """

    def __init__(self, pairs: Sequence[tuple[np.uint64, Bigram]]) -> None:
        if len(pairs) > _MOST:
            raise ValueError(f"more than {_MOST} pairs of neighbours")
        self._rules = [int(bit) for bit, _ in pairs]
        self._cached_rules: dict[int, int] = {}
        numbers = [np.uint64(1 << number) for number in range(len(pairs))]
        self.left = _table((number, left) for number, (_, (left, _)) in zip(numbers, pairs, strict=True))
        self.right = _table((number, right) for number, (_, (_, right)) in zip(numbers, pairs, strict=True))

    def numbers(self, characters: Places) -> _Bits:
        """The numbers of the pairs that each of some characters is with each of them behind it, as bits, in a row."""
        return (self.left[characters][:, None] & self.right[characters]).ravel()

    def rules(self, numbers: _Bits) -> list[int]:
        """The bits of the rules of some pairs."""
        return [self._rules_of(each) for each in numbers.tolist()]

    def _rules_of(self, numbers: int) -> int:
        if numbers not in self._cached_rules:
            having = (rule for number, rule in enumerate(self._rules) if numbers >> number & 1)
            self._cached_rules[numbers] = reduce(or_, having, 0)
        return self._cached_rules[numbers]


def _kinds(*tables: npt.NDArray[np.generic]) -> tuple[Units, Places]:
    """Kinds of characters, those of a kind having the same entry in all tables; ordered by the first table.

    Returns:
        The kind of each character, and the first character of each kind.
    """
    differs = np.logical_or.reduce([table[1:] != table[:-1] for table in tables])
    starts = np.concatenate(([0], differs.nonzero()[0] + 1))
    rows = [tuple(table[start].item() for table in tables) for start in starts]
    by_row = dict(zip(reversed(rows), reversed(starts.tolist()), strict=True))
    order = {row: kind for kind, row in enumerate(sorted(by_row))}
    # Two kinds are looked up as one number.
    kinds = np.array([order[row] for row in rows], np.min_scalar_type(len(order) ** 2))
    table = np.repeat(kinds, np.diff(starts, append=len(tables[0])))
    return table, np.array([by_row[row] for row in order], np.intp)


def _table(bits: Iterator[tuple[np.uint64, str]]) -> _Bits:
    table = np.zeros(BEYOND + 1, np.uint64)
    for bit, characters in bits:
        if characters:
            table[char_table(characters)] |= bit
    return table
