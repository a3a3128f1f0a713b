// The frame: what is shown by the address, the filter, the keyboard.

const KEYS = {
  j: () => step(1), n: () => step(1), ArrowRight: () => step(1),
  k: () => step(-1), p: () => step(-1), ArrowLeft: () => step(-1),
  N: () => stepArticle(1), P: () => stepArticle(-1),
  y: () => selected && settle(latest, selected, "keep"), u: () => selected && settle(latest, selected, "undo"),
};

const main = el("main", { id: "main" });
const status = el("span", { id: "status", role: "status" });

function showStatus() {
  status.textContent = `${_("decisions")}: ${number(decisions.size)}${isSaved ? "" : ` · ${_("not saved")}`}`;
}

function frame() {
  const name = el("input", { id: "reviewer", type: "text", placeholder: _("Your name"), "aria-label": _("Your name"), value: reviewer });
  name.addEventListener("input", () => { reviewer = name.value; remember(); });
  const file = el("input", { type: "file", accept: ".jsonl", hidden: true, id: "open" });
  file.addEventListener("change", () => { if (file.files.length) openDecisions(file.files[0]); });
  document.getElementById("app").append(
    el("header", { class: "bar" },
      el("h1", {}, _("newsclean report")),
      el("nav", { "aria-label": _("Overview") }, el("a", { href: "#/" }, _("Overview")), " ", el("a", { href: "#/articles" }, _("Articles"))),
      el("div", { class: "review" }, status, name, button(_("Save decisions"), saveDecisions, { id: "save" }), button(_("Open decisions"), () => file.click()), file)),
    el("div", { id: "filters", role: "search" }), main,
    el("footer", {}, _("Keys: j next change, k previous, y keep, u undo, N next article, P previous article, / search")),
    el("div", { id: "toast", role: "alert", hidden: true }));
}

function filters() {
  const set = (key, value) => {
    filter[key] = value;
    if (location.hash === "" || location.hash === "#/") location.hash = "#/articles";
    else show();
  };
  const search = el("input", { id: "search", type: "search", placeholder: _("Search names and texts"), "aria-label": _("Search names and texts"), value: filter.text });
  search.addEventListener("change", () => set("text", search.value));
  const names = rules.map((rule) => rule.name).sort();
  const kinds = KINDS.filter((kind) => rules.some((rule) => rule.kind === kind));
  const sure = [["1", _("any")], ["0.9999", "< 100 %"], ["0.99", "< 99 %"], ["0.95", "< 95 %"], ["0.9", "< 90 %"]];
  const states = [["", _("any")], ["conflict", _("with conflicts")], ["open", _("undecided")], ["decided", _("decided")]];
  document.getElementById("filters").replaceChildren(
    choice(_("rule"), [["", _("any")], ...names.map((name) => [name, name])], filter.rule, (value) => set("rule", value)),
    choice(_("kind"), [["", _("any")], ...kinds.map((kind) => [kind, _(kind)])], filter.kind, (value) => set("kind", value)),
    choice(_("confidence"), sure, String(filter.confidence), (value) => set("confidence", Number(value))),
    choice(_("state"), states, filter.state, (value) => set("state", value)),
    search,
    isFiltered() ? button(_("Clear"), () => { Object.assign(filter, { rule: "", kind: "", confidence: 1, state: "", text: "" }); show(); }, { id: "clear" }) : "");
}

function show() {
  const [, place, which] = location.hash.split("/");
  filters();
  main.replaceChildren();
  if (place === "article" && articles[Number(which) - 1]) articlePage(main, Number(which) - 1);
  else if (place === "articles") listOf(main, Math.max(1, Number(which) || 1));
  else overview(main);
  for (const link of document.querySelectorAll("header.bar nav a")) {
    link.toggleAttribute("aria-current", link.getAttribute("href") === (place ? "#/articles" : "#/"));
  }
  showStatus();
}

recall();
frame();
window.addEventListener("hashchange", () => { show(); window.scrollTo(0, 0); });
window.addEventListener("beforeunload", (event) => { if (!isSaved) event.preventDefault(); });
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("search").focus();
  } else if (KEYS[event.key] && location.hash.startsWith("#/article/")) {
    event.preventDefault();
    KEYS[event.key]();
  }
});
show();
