// What the person decides: kept in the page, remembered by the browser where it can, saved to a file.

const decisions = new Map();
const memory = `newsclean:${index.log.sha256}`;
let isSaved = true;
let reviewer = "";

const decisionOn = (at, subject) => decisions.get(keyOf(at, subject));
const decidedArticles = () => new Set([...decisions.keys()].map((key) => Number(key.split("/")[0])));

function decide(article, subject, decision, more = {}) {
  const key = keyOf(article.at, subject);
  if (decision === null) decisions.delete(key);
  else {
    const before = decisions.get(key);
    decisions.set(key, {
      type: "decision", article: article.name, clean: article.clean.sha256, on: subject.on, rule: subject.rule.name,
      line: subject.line, offset: subject.offset, before: subject.before,
      ...(subject.on === "change" ? { after: subject.after } : subject.other === null ? {} : { other: subject.other }),
      decision, ...(before && before.note ? { note: before.note } : {}), ...more, at: new Date().toISOString(),
    });
  }
  changedDecisions();
}

function settle(article, subject, decision, more) {
  decide(article, subject, decision, more);
  redraw(subject);
}

const leave = redraw;

// What the person remarks on a decision.
function noteField(article, subject) {
  const made = decisionOn(article.at, subject);
  return lineField({ class: "note", placeholder: _("Note"), "aria-label": _("Note"), value: (made && made.note) || "" }, (note) => {
    const now = decisionOn(article.at, subject) || { decision: subject.on === "flag" ? "stands" : "keep" };
    settle(article, subject, now.decision, { ...(now.decision === "reading" ? { reading: now.reading } : {}), note });
  }, () => leave(subject));
}

function changedDecisions() {
  isSaved = decisions.size === 0;
  remember();
  showStatus();
}

function remember() {
  try {
    localStorage.setItem(memory, JSON.stringify({ reviewer, decisions: [...decisions] }));
  } catch { /* A browser that remembers nothing still saves files. */ }
}

function recall() {
  try {
    const found = JSON.parse(localStorage.getItem(memory));
    if (!found) return;
    reviewer = found.reviewer;
    for (const [key, decision] of found.decisions) decisions.set(key, decision);
    isSaved = decisions.size === 0;
  } catch { /* Nothing was remembered. */ }
}

function saveDecisions() {
  const name = document.getElementById("reviewer");
  if (!reviewer.trim()) {
    name.focus();
    say(_("Write your name first: the log says who decided."));
    return;
  }
  const head = { type: "decisions", schema: 1, newsclean: index.newsclean, log: index.log };
  const lines = [...decisions.values()].map((decision) => ({ ...decision, by: decision.by || reviewer.trim() }));
  const text = [head, ...lines].map((line) => JSON.stringify(line) + "\n").join("");
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type: "application/jsonl" })), download: "decisions.jsonl" });
  link.click();
  isSaved = true;
  showStatus();
  say(_("Saved. Now run: newsclean apply {} decisions.jsonl").replace("{}", index.log.name));
}

async function openDecisions(file) {
  const lines = (await file.text()).split("\n").filter((line) => line.trim());
  let taken = 0;
  let left = 0;
  try {
    const [head, ...found] = lines.map((line) => JSON.parse(line));
    if (head.type !== "decisions") throw new Error("no head");
    const places = new Map(articles.map((article) => [article.name, article.at]));
    for (const decision of found) {
      const at = places.get(decision.article);
      const article = at === undefined ? null : readArticle(at);
      const subject = article && [...article.changes, ...article.flags].find(
        (each) => each.on === decision.on && each.rule.name === decision.rule && each.offset === decision.offset && each.before === decision.before,
      );
      if (!subject || article.clean.sha256 !== decision.clean) left += 1;
      else {
        decisions.set(keyOf(at, subject), decision);
        taken += 1;
      }
    }
  } catch {
    say(_("This is not a file of decisions."));
    return;
  }
  changedDecisions();
  say(`${_("Decisions opened:")} ${number(taken)}. ${left ? `${_("Not on this log:")} ${number(left)}.` : ""}`);
  show();
}
