// Changes and flags as the page handles them, from the short form in which they come.

function articleFrom(found, at) {
  found.at = at;
  found.changes = found.changes.map(
    ([rule, before, after = "", offset = 0, line = 0, confidence = 1, reason = "", of, similarity, via, pair, article], number) => ({
      on: "change", number, rule: rules[rule], before, after: after || "", offset, line, confidence, reason, of,
      similarity, via: via || [], pair, stays: article ? `${of} (${article})` : of,
    }),
  );
  found.flags = found.flags.map(([rule, before, offset = 0, line = 0, reason = "", other, of], number) => ({
    on: "flag", number, rule: rules[rule], before: before || "", offset, line, confidence: 1, reason,
    other: of === undefined ? null : other || "", of,
  }));
  return found;
}

const keyOf = (at, subject) => `${at}/${subject.on}/${subject.number}`;
