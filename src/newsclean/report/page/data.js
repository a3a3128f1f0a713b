// The articles, each read when it is asked for, and the filter over them.

const index = JSON.parse(document.getElementById("index").textContent);
const rules = index.rules.map(([name, kind, what]) => ({ name, kind, what }));
const KINDS = ["normalisation", "correction", "duplicate", "review", "flag"];
const articles = index.articles.map(([name, changes, flags, conflicts, counts], at) => ({
  at, name, changes, flags, conflicts, counts,
}));

const raw = (at) => document.getElementById(`article-${at}`).textContent;

const readArticle = (at) => articleFrom(JSON.parse(raw(at)), at);

let latest = null;
function articleAt(at) {
  if (!latest || latest.at !== at) latest = readArticle(at);
  return latest;
}

const filter = { rule: "", kind: "", confidence: 1, state: "", text: "" };
const isFiltered = () => filter.rule || filter.kind || filter.confidence < 1 || filter.state || filter.text;

// As it stands in the source of the page.
const escaped = (text) =>
  JSON.stringify(text).slice(1, -1).replace(
    /[<>&\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (character) => "\\u" + character.charCodeAt(0).toString(16).padStart(4, "0"),
  );

function matchesRule(rule) {
  return (!filter.rule || rule.name === filter.rule) && (!filter.kind || rule.kind === filter.kind);
}

function matches(subject, at) {
  if (!matchesRule(subject.rule)) return false;
  if (filter.confidence < 1 && !(subject.on === "change" && subject.confidence < filter.confidence)) return false;
  if (filter.state === "open") return !decisionOn(at, subject);
  if (filter.state === "decided") return Boolean(decisionOn(at, subject));
  return true;
}

function filteredArticles() {
  if (!isFiltered()) return articles;
  const text = escaped(filter.text);
  const decided = filter.state === "decided" ? decidedArticles() : null;
  return articles.filter((article) => {
    if (filter.state === "conflict" && !article.conflicts) return false;
    if (decided && !decided.has(article.at)) return false;
    if (text && !raw(article.at).includes(text)) return false;
    if (filter.state === "open" && !article.changes && !article.flags) return false;
    if (!filter.rule && !filter.kind && filter.confidence === 1) return true;
    return article.counts.some(
      ([rule, , surest]) => matchesRule(rules[rule]) && (filter.confidence === 1 || surest < filter.confidence),
    );
  });
}
