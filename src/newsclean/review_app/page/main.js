// The frame: progress, filters, the keyboard, what is decided for all, and the end of a review.

const KEYS = {
  j: () => goTo(place + 1), k: () => goTo(place - 1), ArrowDown: () => goTo(place + 1), ArrowUp: () => goTo(place - 1),
  1: () => choose(1), 2: () => choose(2), 3: () => choose(3), y: () => agree(true), n: () => agree(false), u: () => undoLast(),
};
const bar = el("progress", { id: "progress", max: 1, value: 0, "aria-label": _("Progress") });
const status = el("span", { id: "status", role: "status" });
const filters = el("div", { id: "filters", role: "search" });
const dialog = el("dialog", { id: "dialog", "aria-labelledby": "question" });

function hasName() {
  if (reviewer.trim()) return true;
  document.getElementById("reviewer").focus();
  say(_("Write your name first: the log says who decided."));
  return false;
}

function showProgress() {
  bar.max = progress.places || 1;
  bar.value = progress.decided;
  status.textContent = _("{} of {} decided").replace("{}", number(progress.decided)).replace("{}", number(progress.places));
  const open = document.getElementById("open-of-rule");
  if (open) open.textContent = number((progress.rules[queue.rule] || [0, 0])[1]);
}

async function restart(change) {
  Object.assign(queue, change, { count: 0 });
  queue.windows.clear();
  place = -1;
  list.scrollTop = 0;
  drawFilters();
  try {
    progress = await ask("progress");
    await loadWindow(0);
    await goOn();
  } catch (error) {
    say(error.message);
  }
  showProgress();
}

function drawFilters() {
  const names = rules.map((rule) => rule.name).filter((name) => progress.rules[name]).sort();
  const sure = [["2", _("any")], ["1", "< 100 %"], ["0.99", "< 99 %"], ["0.95", "< 95 %"], ["0.9", "< 90 %"]];
  const orders = [["urgency", _("conflicts first")], ["article", _("by article")], ["confidence", _("least sure first")], ["rule", _("by rule")]];
  const search = el("input", { id: "search", type: "search", placeholder: _("Search names"), "aria-label": _("Search names"), value: queue.article });
  search.addEventListener("change", () => restart({ article: search.value }));
  filters.replaceChildren(
    choice(_("rule"), [["", _("any")], ...names.map((name) => [name, name])], queue.rule, (value) => restart({ rule: value })),
    choice(_("confidence"), sure, String(queue.below), (value) => restart({ below: Number(value) })),
    choice(_("state"), [["", _("any")], ["open", _("undecided")]], queue.open_since < 0 ? "" : "open",
      (value) => restart({ open_since: value ? progress.step : -1 })),
    choice(_("order"), orders, queue.order, (value) => restart({ order: value })), search, forRule() || "");
}

function forRule() {
  const rule = rules.find(({ name }) => name === queue.rule);
  if (!rule) return null;
  const verdicts = rule.kind === "flag" ? ["stands"] : ["keep", "undo"];
  return el("span", { class: "all" }, `${_("All open places of this rule")} (`, el("b", { id: "open-of-rule" }, number((progress.rules[rule.name] || [0, 0])[1])), ")",
    verdicts.flatMap((verdict) => [" ", button(_(verdict), () => forAll(rule.name, verdict), { class: `for-all ${verdict}` })]));
}

function forAll(rule, verdict) {
  if (!hasName()) return;
  const expected = (progress.rules[rule] || [0, 0])[1];
  question(_("Decide {} open places of {}: {}?").replace("{}", number(expected)).replace("{}", rule).replace("{}", _(verdict)), async () => {
    if (await keep(ask("decide-rule", { rule, decision: verdict, expected, by: reviewer }))) {
      decisions.clear();
      latest = null;
      await restart({});
    }
  });
}

function question(text, act) {
  dialog.replaceChildren(el("p", { id: "question" }, text),
    button(_("Yes"), () => { dialog.close(); act(); }, { id: "yes" }), " ", button(_("Cancel"), () => dialog.close(), { id: "cancel" }));
  dialog.showModal();
}

function finishReview() {
  const open = progress.places - progress.decided;
  question(_("Carry out {} decisions? {} places are open. Texts go to {}, their log to {}.")
    .replace("{}", number(progress.decisions)).replace("{}", number(open)).replace("{}", index.texts).replace("{}", index.reviewed), () => carryOut(false));
}

async function carryOut(replace) {
  try {
    const done = await ask("finish", { replace });
    const { wrong } = done;
    dialog.replaceChildren(
      el("p", { id: "question" }, _("{} articles written, {} decisions carried out, {} flags open; {} files verified, {} wrong.")
        .replace("{}", number(done.articles)).replace("{}", number(done.decisions)).replace("{}", number(done.open_flags))
        .replace("{}", number(done.files)).replace("{}", number(wrong.length))),
      wrong.length ? el("ul", {}, wrong.map((line) => el("li", {}, seen(line)))) : "",
      el("p", {}, el("a", { href: `${base}texts.zip`, download: "reviewed.zip" }, _("Texts")), " ", el("a", { href: `${base}log.jsonl`, download: "" }, _("Log")), " ",
        el("a", { href: `${base}decisions.jsonl`, download: "" }, _("Decisions"))),
      button(_("Close"), () => dialog.close(), { id: "close" }));
    dialog.showModal();
  } catch (error) {
    if (replace) say(error.message);
    else question(`${error.message} — ${_("Replace it?")}`, () => carryOut(true));
  }
}

function frame() {
  const name = el("input", { id: "reviewer", type: "text", placeholder: _("Your name"), "aria-label": _("Your name") });
  try {
    name.value = reviewer = localStorage.getItem("newsclean:reviewer") || "";
  } catch { /* A browser that remembers nothing asks again. */ }
  name.addEventListener("input", () => {
    reviewer = name.value;
    try {
      localStorage.setItem("newsclean:reviewer", reviewer);
    } catch { /* As above. */ }
  });
  name.addEventListener("keydown", (event) => { if (event.key === "Enter") list.focus(); });
  document.getElementById("app").append(
    el("header", { class: "bar" }, el("h1", {}, index.log.name), bar, status,
      el("div", { class: "review" }, name, button(_("Carry out"), finishReview, { id: "finish" }), el("a", { href: `${base}decisions.jsonl`, download: "" }, _("Decisions")))),
    filters, el("main", { id: "main", class: "desk" }, list, pane),
    el("footer", {}, _("Keys: j next place, k previous, 1 2 3 choose a reading, y right, n wrong, u take the last decision back, / search")),
    dialog, el("div", { id: "toast", role: "alert", hidden: true }));
  list.append(rows);
  list.addEventListener("scroll", () => requestAnimationFrame(drawList));
}

// One key after the other, however fast they are pressed.
let work = Promise.resolve();
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || event.target.matches("input[type=text], input[type=search], select, textarea")) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("search").focus();
  } else if (KEYS[event.key]) {
    event.preventDefault();
    work = work.then(KEYS[event.key]).catch((error) => say(error.message));
  }
});

frame();
ask("progress").then((found) => { progress = found; return restart({}); }).catch((error) => say(error.message));
