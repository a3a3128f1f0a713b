// The frame: progress, filters, the keyboard.

const KEYS = {
  j: () => goTo(place + 1), k: () => goTo(place - 1), ArrowDown: () => goTo(place + 1), ArrowUp: () => goTo(place - 1),
  1: () => choose(1), 2: () => choose(2), 3: () => choose(3), y: () => agree(true), n: () => agree(false), e: typeReading, u: undoLast,
  b: decideTogether, c: toComment, m: markRead, w: toggleSpaces, a: () => restart({ mode: queue.mode === "places" ? "articles" : "places" }), Enter: enter,
};
const HELP = [
  ["j k", _("next, previous")], ["y n", _("right, wrong")], ["1 2 3", _("choose a reading")], ["e", _("write one")], ["u", _("take back")],
  ["b", _("decide together")], ["c", _("comment")], ["m", _("mark as read")], ["a", _("Articles")], ["w", _("white space")], ["/", _("search")],
];
const bar = el("progress", { id: "progress", max: 1, value: 0, "aria-label": _("Progress") });
const status = el("span", { id: "status", role: "status" });
const timeLeft = el("span", { id: "left" });
const loading = el("span", { id: "loading", role: "status" });
const filters = el("div", { id: "filters", role: "search" });
let counts = {};

// One thing after the other, however fast keys are pressed.
let work = Promise.resolve();
function queueWork(act) {
  work = work.then(act).catch((error) => say(error.message));
  return work;
}

function hasName() {
  if (reviewer.trim()) return true;
  document.getElementById("reviewer").focus();
  say(_("Write your name first: the log says who decided."));
  return false;
}

function showProgress() {
  bar.max = progress.places || 1;
  bar.value = progress.decided;
  const left = minutesLeft();
  status.textContent = _("{} of {} decided").replace("{}", number(progress.decided)).replace("{}", number(progress.places));
  timeLeft.textContent = left === null ? "" : _("about {} min left").replace("{}", number(left));
  const { loading: read } = progress;
  loading.textContent = !read ? "" : read.problem || _("Reading the log: {} articles, {} texts").replace("{}", number(read.articles)).replace("{}", number(read.texts));
}

async function restart(change) {
  Object.assign(queue, change, { count: 0 });
  queue.windows.clear();
  place = -1;
  list.scrollTop = 0;
  counts = await ask("rules");
  progress = await ask("progress");
  drawFilters();
  showProgress();
  await loadWindow(0);
  if (queue.mode === "places" && queue.count) await goOn();
  else await goTo(0);
}

// Enter on an article leads to what is to be decided in it.
function enter() {
  return queue.mode === "articles" && current ? restart({ mode: "places", article: current.article, text: "" }) : undefined;
}

// While the log is read: more comes, and in the end the order that was asked for. Nothing is drawn anew under whoever types.
let isStale = false;
async function refresh() {
  progress = await ask("progress");
  showProgress();
  queue.windows.clear();
  await loadWindow(0);
  if (!current) await (queue.count ? goOn() : goTo(0));
  if (!progress.loading) {
    takeRules(await ask("index"));
    counts = await ask("rules");
    const at = current?.key ? await placeOf({ key: current.key }) : null;
    if (at !== null) place = at;
    scrollToPlace();
  }
  const isRead = latest && !latest.isWhole && (!progress.loading || progress.loading.texts > latest.at);
  const whole = isRead ? await articleOf(latest.at) : null;
  await drawList();
  isStale = isTyping() && Boolean(whole || !progress.loading);
  if (isStale) return;
  if (!progress.loading) drawFilters();
  if (!whole) return;
  latest = whole;
  show();
}

async function watch() {
  while (isStale || (progress.loading && !progress.loading.problem)) {
    await new Promise((done) => setTimeout(done, 400));
    if (progress.loading || !isTyping()) await queueWork(refresh);
  }
}

function picker(id, label, options, value, act) {
  const made = choice(label, options, value, (picked) => queueWork(() => restart(act(picked))));
  made.lastElementChild.id = id;
  return made;
}

function drawFilters() {
  const focused = document.activeElement?.id;
  const names = Object.keys(counts).map((name) => [name, `${name} (${number(counts[name][1])})`]);
  const sure = [["2", _("any")], ["1", "< 100 %"], ["0.99", "< 99 %"], ["0.95", "< 95 %"], ["0.9", "< 90 %"]];
  const orders = [["urgency", _("conflicts first")], ["article", _("by article")], ["confidence", _("least sure first")], ["rule", _("by rule")]];
  const states = [["", _("any")], ["open", _("undecided")], ["commented", _("with comments")], ["unread", _("in unread articles")]];
  const search = el("input", { id: "search", type: "search", placeholder: _("Search names and texts"), "aria-label": _("Search names and texts"), value: queue.text });
  search.addEventListener("change", () => queueWork(() => restart({ text: search.value })));
  search.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === "Escape") list.focus(); });
  const mode = (name, label) => button(label, () => queueWork(() => restart({ mode: name })), { id: `mode-${name}`, "aria-pressed": String(queue.mode === name), class: queue.mode === name ? "on" : "" });
  const isOpen = queue.open_since >= 0;
  filters.replaceChildren(
    el("span", { class: "modes", role: "group", "aria-label": _("Queue") }, mode("places", _("Places")), mode("articles", _("Articles")), found),
    ...(queue.mode === "articles" ? [] : [
      picker("by-rule", _("rule"), [["", _("any")], ...names], queue.rule, (rule) => ({ rule })),
      picker("by-confidence", _("confidence"), sure, String(queue.below), (value) => ({ below: Number(value) })),
      picker("by-state", _("state"), states, isOpen ? "open" : queue.state,
        (value) => ({ open_since: value === "open" ? progress.step : -1, state: value === "open" ? "" : value })),
      picker("by-order", _("order"), orders, queue.order, (order) => ({ order })),
      queue.article < 0 ? "" : button(`${_("Only one article")} ✕`, () => queueWork(() => restart({ article: -1 })), { id: "all-articles" }),
    ]), search);
  if (focused) document.getElementById(focused)?.focus();
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
    el("header", { class: "bar" }, el("h1", {}, index.log.name), bar, status, timeLeft, loading,
      el("div", { class: "review" }, name, button(_("Decide together"), () => queueWork(decideTogether), { id: "together", title: "b" }),
        button(_("Carry out"), finishReview, { id: "finish", class: "main" }), el("a", { href: `${base}decisions.jsonl`, download: "" }, _("Decisions")))),
    filters, el("main", { id: "main", class: "desk" }, list, pane),
    el("footer", { class: "keys", "aria-label": _("Keys") }, HELP.map(([keys, what]) => el("span", {}, keys.split(" ").map((key) => [el("kbd", {}, key), " "]).flat(), what))),
    dialog, el("div", { id: "toast", role: "alert", hidden: true }));
  list.append(rows);
  list.addEventListener("scroll", () => requestAnimationFrame(() => drawList().catch((error) => say(error.message))));
}

// Keys that open something to write or to choose in: what is typed until it is there was meant for it.
const OPENING = ["e", "b", "c"];
let opening = 0;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || isField(event.target)) return;
  const { key } = event;
  if (key === "/") {
    event.preventDefault();
    document.getElementById("search").focus();
  } else if (KEYS[key] && !(key === "Enter" && event.target.matches("button, a, [role=button]"))) {
    event.preventDefault();
    if (opening || (event.repeat && !["j", "k", "ArrowDown", "ArrowUp"].includes(key))) return;
    opening += OPENING.includes(key);
    queueWork(KEYS[key]).then(() => { opening -= OPENING.includes(key); });
  }
});

frame();
queueWork(() => restart({})).then(watch);
