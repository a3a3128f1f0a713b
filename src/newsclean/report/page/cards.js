// Flags, conflicts first, each with its readings and what was decided on it.

function cards(article) {
  const order = [...article.flags].sort((a, b) => (a.other === null) - (b.other === null) || a.offset - b.offset);
  const shown = order.filter((flag) => matches(flag, article.at));
  const settled = article.decisions.length
    ? el("details", { class: "earlier" }, el("summary", {}, `${_("Decided before")}: ${number(article.decisions.length)}`),
        el("ul", {}, article.decisions.map((decision) => el("li", {}, earlier(decision)))))
    : null;
  if (!shown.length && !settled) return null;
  return el("section", { class: "cards", "aria-label": _("To settle") }, shown.map((flag) => card(article, flag)), settled);
}

function earlier(decision) {
  const verdict = decision.decision === "reading" ? `${_("reading")} “${decision.reading}”` : _(decision.decision);
  const note = decision.note ? ` · ${decision.note}` : "";
  return seen(`${lineNumber(decision.line)} · ${decision.rule} · “${decision.before}” · ${verdict}${note} · ${decision.by}, ${moment(decision.at)}`);
}

// Nothing written would remove the text, so that it is asked for.
const isMeant = (reading) => Boolean(reading) || confirm(_("Nothing is written here. Remove the text?"));

function readingField(article, subject, value) {
  const attributes = { class: "typed", "aria-label": _("Another reading"), placeholder: _("Enter keeps it"), value };
  return lineField(attributes, (reading) => { if (isMeant(reading)) settle(article, subject, "reading", { reading }, true); }, () => leave(subject));
}

function card(article, flag) {
  const made = decisionOn(article.at, flag);
  const isConflict = Boolean(flag.other);
  const group = `flag-${flag.number}`;
  const is = (reading) => Boolean(made) && made.decision === "reading" && made.reading === reading;
  const isOwn = Boolean(made) && made.decision === "reading" && !(isConflict && (is(flag.before) || is(flag.other)));
  const typed = readingField(article, flag, isOwn ? made.reading : "");
  const decided = (decision, more) => settle(article, flag, decision, more);
  const option = (label, isChosen, choose) =>
    el("label", { class: "option" }, el("input", { type: "radio", name: group, checked: isChosen, onchange: choose }), label);
  const paragraphs = isConflict
    ? el("div", { class: "readings" },
        reading(article, flag.line, flag.before, _("this copy")),
        reading(article, flag.of, flag.other, _("the other copy")))
    : null;
  const options = el("div", { class: "options" },
    isConflict ? option([_("Right is"), " ", el("q", {}, seen(flag.before, isBlank(flag.before)))], is(flag.before), () => decided("reading", { reading: flag.before })) : null,
    isConflict ? option([_("Right is"), " ", el("q", {}, seen(flag.other))], is(flag.other), () => decided("reading", { reading: flag.other })) : null,
    option(isConflict ? _("Both stand") : _("Let it stand"), Boolean(made) && made.decision === "stands", () => decided("stands")),
    el("label", { class: "option" }, el("input", { type: "radio", name: group, checked: isOwn, onchange: () => typed.focus() }), _("Right is"), " ", typed),
    made ? button(_("Decide later"), () => decided(null)) : null, noteField(article, flag));
  return el("article", { class: `card ${isConflict ? "conflict" : ""} ${made ? "decided" : ""}`, id: group, tabindex: "-1" },
    el("header", {}, el("a", { href: hrefOf(article.at), onclick: (event) => { event.preventDefault(); goToLine(article, flag.line); } }, lineNumber(flag.line)),
      " ", el("b", { title: flag.rule.what }, flag.rule.name), " ", el("span", {}, seen(flag.reason)),
      isConflict ? null : el("mark", { class: "flagged" }, seen(flag.before, isBlank(flag.before)))),
    paragraphs, options);
}

// A paragraph with one reading marked in it.
function reading(article, line, text, label) {
  const row = article.rows && rowOf(article, line);
  const whole = row ? row.slice(2).map((part) => (typeof part === "string" ? part : typeof part === "number" ? article.changes[part].before : part[1])).join("").trim() : text;
  const at = whole.indexOf(text);
  const from = Math.max(0, at - 60);
  const shown = at < 0 || !text ? [seen(whole.slice(0, 120))]
    : [from ? "…" : "", seen(whole.slice(from, at)), el("mark", { class: "flagged" }, seen(text)), seen(whole.slice(at + text.length, at + text.length + 60)), at + text.length + 60 < whole.length ? "…" : ""];
  return el("blockquote", {}, el("cite", {}, `${label}, ${lineNumber(line)}`), el("p", {}, ...shown));
}

function rowOf(article, line) {
  let found = article.rows[0];
  for (const row of article.rows) {
    if (row[0] > line) break;
    found = row;
  }
  return found;
}
