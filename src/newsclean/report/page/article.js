// An article: original and clean text side by side, every change in its place.

let selected = null;
let onlyChanged = false;
let showsSpaces = false;

const isLoud = (change) => change.rule.kind !== "normalisation";

function articlePage(main, at) {
  const article = articleAt(at);
  selected = null;
  fill(main, [
    el("div", { class: "title" },
      el("h2", {}, seen(article.name)),
      el("p", { class: "about" }, [
        article.id === null || article.id === undefined ? null : `${_("record")} ${JSON.stringify(article.id)}`,
        article.source.encoding, `${number(article.source.bytes)} → ${number(article.clean.bytes)} ${_("bytes")}`,
        article.source.lossless === false ? _("with broken bytes, kept in the log") : null,
        article.clean.path, `SHA-256 ${article.source.sha256}`,
      ].filter(Boolean).join(" · "))),
    el("nav", { class: "walk", "aria-label": _("Articles") },
      button(`← ${_("previous article")}`, () => stepArticle(-1), { title: "P" }), button(`${_("next article")} →`, () => stepArticle(1), { title: "N" }),
      button(`↑ ${_("previous change")}`, () => step(-1), { title: "k" }), button(`↓ ${_("next change")}`, () => step(1), { title: "j" }),
      el("label", {}, el("input", { type: "checkbox", checked: onlyChanged, onchange: (event) => { onlyChanged = event.target.checked; show(); } }), _("only rows with changes")),
      el("label", {}, el("input", { type: "checkbox", checked: showsSpaces, onchange: (event) => { showsSpaces = event.target.checked; show(); } }), _("white space"))),
    cards(article),
    article.rows ? sideBySide(article) : withoutText(article),
    el("aside", { id: "inspector", hidden: true }),
  ]);
  markSearch(main);
}

function sideBySide(article) {
  const body = el("tbody", { lang: "zh" });
  for (const row of article.rows) {
    const [line, cleanLine, ...parts] = row;
    const isChanged = parts.some((part) => typeof part !== "string");
    if (!isChanged && (onlyChanged || !parts.join("").trim())) continue;
    const left = el("td", { class: "text" });
    const right = el("td", { class: "text" });
    parts.forEach((part, at) => {
      const isLast = at === parts.length - 1 || parts.slice(at + 1).every((rest) => typeof rest === "string" && !rest.trim());
      if (typeof part === "string") {
        const text = isLast && !showsSpaces ? part.trimEnd() : part;
        left.append(...seen(text, showsSpaces));
        right.append(...seen(text, showsSpaces));
      } else if (typeof part === "number") changeIn(article, article.changes[part], left, right);
      else flagIn(article, article.flags[part[0]], part[1], left, right);
    });
    body.append(el("tr", { class: isChanged ? "changed" : "", "data-line": line },
      el("th", { scope: "row" }, number(line)), left, isGone(article, parts) ? el("td", {}) : el("th", {}, number(cleanLine)), right));
  }
  return el("table", { class: "sides" },
    el("colgroup", {}, el("col", { class: "gutter" }), el("col", {}), el("col", { class: "gutter" }), el("col", {})),
    el("thead", {}, el("tr", {}, el("th", { colspan: 2 }, _("Original")), el("th", { colspan: 2 }, _("Clean")))),
    body);
}

// Whether nothing of a row is left in the clean text.
const isGone = (article, parts) =>
  parts.every((part) => (typeof part === "number" ? !article.changes[part].after : typeof part !== "string" && !part[1]));

function changeIn(article, change, left, right) {
  const classes = `change ${change.rule.kind} ${isLoud(change) ? "loud" : "quiet"} ${matches(change, article.at) ? "" : "dim"}`;
  const attributes = {
    class: classes, tabindex: "0", role: "button", "data-change": change.number, title: change.rule.name,
    onclick: () => select(article, change), onfocus: () => select(article, change),
  };
  const spaces = showsSpaces || isBlank(change.before) || isBlank(change.after);
  const before = change.pair ? change.pair.map((part) => (typeof part === "string" ? seen(part) : el("mark", {}, seen(part[1])))) : seen(change.before, spaces, true);
  left.append(el("del", attributes, before));
  const made = decisionOn(article.at, change);
  if (made && made.decision === "undo") right.append(el("ins", { ...attributes, class: `${classes} undone` }, seen(change.before, spaces)));
  else if (made && made.decision === "reading") right.append(el("ins", { ...attributes, class: `${classes} undone` }, seen(made.reading, isBlank(made.reading))));
  else if (change.pair) {
    right.append(el("ins", { ...attributes, class: `${classes} copy` },
      el("small", {}, `${_("removed; line {} stays").replace("{}", () => change.stays)}${change.similarity < 1 ? ` (${percent(change.similarity)})` : ""}`), el("br"),
      change.pair.map((part) => (typeof part === "string" ? seen(part) : el("mark", {}, seen(part[0]))))));
  } else if (change.of) right.append(el("ins", { ...attributes, class: `${classes} copy` }, el("small", {}, _("removed; line {} stays").replace("{}", () => change.stays))));
  else right.append(el("ins", attributes, change.after ? seen(change.after, spaces) : el("span", { class: "sign" }, "∅")));
  if (made) right.append(el("sup", { class: "verdict", title: _(made.decision) }, made.decision === "keep" ? "✓" : made.decision === "undo" ? "↶" : "✎"));
}

function flagIn(article, flag, text, left, right) {
  const go = () => document.getElementById(`flag-${flag.number}`)?.focus();
  const mark = () => el("mark", { class: "flagged", title: flag.rule.name, onclick: go, "data-flag": flag.number }, text ? seen(text, isBlank(text)) : "⚑");
  left.append(mark());
  const made = decisionOn(article.at, flag);
  if (made && made.decision === "reading" && text) right.append(el("ins", { class: "undone" }, seen(made.reading, isBlank(made.reading))));
  else right.append(text ? mark() : "");
}

function withoutText(article) {
  const row = (change) => el("tr", {}, el("td", { class: "number" }, change.line ? number(change.line) : "–"), el("td", {}, change.rule.name),
    el("td", { class: "text" }, el("del", {}, seen(change.before, isBlank(change.before)))), el("td", { class: "text" }, el("ins", {}, seen(change.after, isBlank(change.after)))));
  return el("section", {}, el("p", { class: "bad" }, `${_("The text could not be read:")} ${article.problem}`),
    el("table", { class: "list" }, el("tbody", { lang: "zh" }, article.changes.filter((change) => matches(change, article.at)).map(row))));
}

function select(article, change) {
  if (selected === change) return;
  selected = change;
  for (const element of document.querySelectorAll(".selected")) element.classList.remove("selected");
  for (const element of document.querySelectorAll(`[data-change="${change.number}"]`)) element.classList.add("selected");
  const inspector = document.getElementById("inspector");
  const made = decisionOn(article.at, change);
  const typed = readingField(article, change, made && made.decision === "reading" ? made.reading : "");
  inspector.hidden = false;
  inspector.replaceChildren(
    el("div", {}, el("b", {}, change.rule.name), " ", el("span", { class: `kind ${change.rule.kind}` }, _(change.rule.kind)), " ",
      lineNumber(change.line), change.confidence < 1 ? ` · ${_("confidence")} ${percent(change.confidence)}` : "",
      change.reason ? [" · ", ...seen(change.reason)] : "", change.via.length ? ` · ${_("after")} ${change.via.join(", ")}` : ""),
    el("small", {}, change.rule.what),
    el("div", { class: "options" },
      button(_("Keep"), () => settle(article, change, "keep"), { class: made && made.decision === "keep" ? "on" : "" }),
      button(_("Undo"), () => settle(article, change, "undo"), { class: made && made.decision === "undo" ? "on" : "" }),
      el("label", { class: "option" }, _("Right is"), " ", typed),
      made ? button(_("Decide later"), () => settle(article, change, null)) : null, noteField(article, change)));
}

// The article again, with what was looked at still in sight.
function redraw(subject) {
  const scrolled = [document.scrollingElement, document.getElementById("pane")].filter(Boolean).map((each) => [each, each.scrollTop]);
  show();
  for (const [each, top] of scrolled) each.scrollTop = top;
  if (subject.on === "change") focusChange(subject);
  else document.getElementById(`flag-${subject.number}`)?.focus({ preventScroll: true });
}

function focusChange(change) {
  const element = document.querySelector(`del[data-change="${change.number}"]`);
  if (element) {
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center" });
  }
  select(latest, change);
}

function step(by) {
  const shown = latest.changes.filter((change) => matches(change, latest.at) && document.querySelector(`del[data-change="${change.number}"]`));
  if (!shown.length) return;
  const at = selected ? shown.findIndex((change) => change.number === selected.number) : by > 0 ? -1 : shown.length;
  focusChange(shown[(at + by + shown.length) % shown.length]);
}

function stepArticle(by) {
  const found = filteredArticles();
  const at = found.findIndex((article) => article.at === latest.at);
  const next = at < 0 ? found[0] : found[at + by];
  if (next) location.hash = hrefOf(next.at);
}

function goToLine(article, line) {
  const row = article.rows && rowOf(article, line);
  if (row) document.querySelector(`tr[data-line="${row[0]}"]`)?.scrollIntoView({ block: "center" });
}

function markSearch(main) {
  if (!window.CSS?.highlights) return;
  CSS.highlights.delete("search");
  if (!filter.text) return;
  const ranges = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (let at = node.data.indexOf(filter.text); at >= 0; at = node.data.indexOf(filter.text, at + filter.text.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + filter.text.length);
      ranges.push(range);
    }
  }
  CSS.highlights.set("search", new Highlight(...ranges));
}
