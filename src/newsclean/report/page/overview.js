// The overview: what was done to all articles.

const PAGE = 100;
const BINS = [[0, 0], [1, 2], [3, 5], [6, 10], [11, 20], [21, 50], [51, 100], [101, 200], [201, 500], [501, Infinity]];

const hrefOf = (at) => `#/article/${at + 1}`;
const sum = (values) => values.reduce((total, value) => total + value, 0);

function overview(main) {
  const changes = sum(articles.map((article) => article.changes));
  const flags = sum(articles.map((article) => article.flags));
  const tile = (label, value, kind) =>
    el("div", { class: `tile ${kind || ""}` }, el("b", {}, number(value)), el("span", {}, label));
  fill(main, [
    el("section", { class: "tiles", "aria-label": _("Overview") },
      tile(_("articles"), articles.length),
      tile(_("changes"), changes),
      tile(_("flags"), flags, flags ? "warn" : ""),
      tile(_("conflicts"), sum(articles.map((article) => article.conflicts)), "warn"),
      tile(_("errors"), index.errors.length, index.errors.length ? "bad" : ""),
      index.skipped.length ? tile(_("not read"), index.skipped.length, "warn") : null,
      tile(_("articles without a change"), articles.filter((article) => !article.changes).length),
    ),
    el("p", { class: "about" }, `${index.log.name} · ${_("cleaned")} ${moment(index.started)} · newsclean ${index.version} · SHA-256 ${index.log.sha256}`),
    index.reviewed ? el("p", { class: "about" }, `${_("A log of reviewed texts:")} ${index.reviewed.decisions.map((file) => file.path).join(", ")}`) : null,
    errors(),
    skipped(),
    el("div", { class: "halves" }, byRule(), el("div", {}, histogram(), mostChanged())),
  ]);
}

function errors() {
  if (!index.errors.length) return null;
  return el("section", { class: "errors" }, el("h2", {}, _("Not cleaned")),
    el("ul", {}, index.errors.map(([article, reason]) => el("li", {}, el("b", {}, seen(article)), " ", seen(reason)))));
}

function skipped() {
  if (!index.skipped.length) return null;
  return el("details", { class: "skipped" }, el("summary", {}, `${_("Files of the folder that were not read")}: ${number(index.skipped.length)}`),
    el("ul", {}, index.skipped.map(([path, reason]) => el("li", {}, el("b", {}, seen(path)), " ", reason))));
}

function byRule() {
  const totals = rules.map((rule, at) => ({ rule, count: 0, articles: 0, at }));
  for (const article of articles) {
    for (const [rule, count] of article.counts) {
      totals[rule].count += count;
      totals[rule].articles += 1;
    }
  }
  totals.sort((a, b) => b.count - a.count || (a.rule.name < b.rule.name ? -1 : 1));
  const row = ({ rule, count, articles: there }) =>
    el("tr", {},
      el("td", {}, el("a", { href: "#/articles", onclick: () => { filter.rule = rule.name; } }, rule.name), el("small", {}, rule.what)),
      el("td", {}, el("span", { class: `kind ${rule.kind}` }, _(rule.kind))),
      el("td", { class: "number" }, number(count)),
      el("td", { class: "number" }, number(there)));
  const heads = [_("rule"), _("kind"), _("places"), _("articles")];
  return el("section", {}, el("h2", {}, _("Changes and flags by rule")),
    el("table", { class: "list" }, el("thead", {}, el("tr", {}, heads.map((head) => el("th", {}, head)))), el("tbody", {}, totals.map(row))));
}

function histogram() {
  const counts = BINS.map(([low, high]) => articles.filter((article) => article.changes >= low && article.changes <= high).length);
  const most = Math.max(...counts, 1);
  const bars = BINS.map(([low, high], at) => {
    const name = high === Infinity ? `${low}+` : low === high ? `${low}` : `${low}–${high}`;
    const bar = el("div", { class: "part" });
    bar.style.width = `${(100 * counts[at]) / most}%`;
    return el("tr", {}, el("th", {}, name), el("td", {}, bar), el("td", { class: "number" }, number(counts[at])));
  });
  return el("section", {}, el("h2", {}, _("Articles by number of changes")), el("table", { class: "histogram" }, bars));
}

function mostChanged() {
  const most = [...articles].sort((a, b) => b.changes - a.changes).slice(0, 10).filter((article) => article.changes);
  return el("section", {}, el("h2", {}, _("Most changed articles")),
    el("ol", { class: "most" }, most.map((article) => el("li", {}, el("a", { href: hrefOf(article.at) }, seen(article.name)), ` ${number(article.changes)}`))));
}

function listOf(main, page) {
  const found = filteredArticles();
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const at = Math.min(page, pages) - 1;
  const row = (article) =>
    el("tr", {},
      el("td", {}, el("a", { href: hrefOf(article.at) }, seen(article.name))),
      el("td", { class: "number" }, number(article.changes)),
      el("td", { class: `number ${article.flags ? "warn" : ""}` }, number(article.flags)),
      el("td", { class: `number ${article.conflicts ? "warn" : ""}` }, number(article.conflicts)));
  const heads = [_("article"), _("changes"), _("flags"), _("conflicts")];
  const pager = pages === 1 ? null : el("nav", { class: "pager", "aria-label": _("Pages") },
    at ? el("a", { href: `#/articles/${at}` }, `← ${_("previous page")}`) : null,
    el("span", {}, `${number(at + 1)} / ${number(pages)}`),
    at + 1 < pages ? el("a", { href: `#/articles/${at + 2}` }, `${_("next page")} →`) : null);
  fill(main, [
    el("h2", {}, `${_("Articles")}: ${number(found.length)}`),
    el("table", { class: "list" }, el("thead", {}, el("tr", {}, heads.map((head) => el("th", {}, head)))), el("tbody", {}, found.slice(at * PAGE, (at + 1) * PAGE).map(row))),
    pager,
  ]);
}
