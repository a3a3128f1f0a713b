// The queue of what needs a person: a list of which only what is in sight is made, and what is done by keys.

const ROW = 48;
let place = 0;
let current = null;
const list = el("div", { id: "queue", role: "listbox", tabindex: "0", "aria-label": _("Queue") });
const rows = el("div", { class: "rows", role: "presentation" });
const found = el("span", { id: "found" });
const pane = el("section", { id: "pane", "aria-label": _("Article") });

const subjectOf = (item) => {
  const [, on, number] = item.key.split("/");
  return latest[`${on}s`][Number(number)];
};

// A name in the list: the file and the folder it is in.
const shortName = (name) => name.split("/").slice(-2).join("/").replace(/^originals\//, "");

let drawn = 0;
async function drawList() {
  const turn = drawn += 1;
  const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 5);
  const last = Math.min(queue.count, first + Math.ceil(list.clientHeight / ROW) + 10);
  const shown = [];
  const { mode } = queue;
  for (let at = first; at < last; at += 1) {
    const item = await itemAt(at);
    if (turn !== drawn || mode !== queue.mode) return;
    if (item) shown.push(mode === "places" ? row(item, at) : articleRow(item, at));
  }
  rows.replaceChildren(...shown);
  rows.style.height = `${queue.count * ROW}px`;
  found.textContent = _("{} in the list").replace("{}", number(queue.count));
}

function option(at, classes, ...children) {
  const element = el("div", { class: `row ${classes}`, role: "option", id: `row-${at}`, "aria-selected": String(at === place),
    "aria-setsize": String(queue.count), "aria-posinset": String(at + 1), onclick: () => queueWork(() => goTo(at)) }, ...children);
  element.style.transform = `translateY(${at * ROW}px)`;
  return element;
}

function row(item, at) {
  const made = decisions.get(item.key);
  const excerpt = (text) => seen(text.slice(0, 60), isBlank(text));
  return option(at, `${item.isConflict ? "conflict" : item.isFlag ? "flag" : ""} ${made ? "decided" : ""}`,
    el("span", { class: "excerpt" }, made ? el("b", { class: "verdict", title: _(made.decision) }, made.decision === "undo" ? "↶ " : made.decision === "reading" ? "✎ " : "✓ ") : "",
      el("span", { class: "around" }, item.head.split("\n").at(-1)), el("span", { class: item.head + item.tail ? "delta" : "" }, excerpt(item.text), item.other === null ? "" : [item.isFlag ? " ≠ " : " → ", ...(item.other ? excerpt(item.other) : ["∅"])]),
      el("span", { class: "around" }, item.tail.split("\n")[0])),
    el("small", { title: item.name }, item.rule, " · ", seen(shortName(item.name)), item.line ? ` · ${lineNumber(item.line)}` : "", item.confidence < 1 ? ` · ${percent(item.confidence)}` : "",
      item.comments ? ` · ${_("comments")} ${number(item.comments)}` : ""));
}

function articleRow(item, at) {
  return option(at, item.read ? "decided" : "", el("span", { class: "excerpt" }, item.read ? el("b", { class: "verdict" }, "✓ ") : "", seen(item.name)),
    el("small", {}, _("{} of {} decided").replace("{}", number(item.places - item.open)).replace("{}", number(item.places)), item.read ? ` · ${_("read by")} ${item.read}` : ""));
}

function scrollToPlace() {
  const top = place * ROW;
  if (top < list.scrollTop || top + ROW > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 2;
  list.setAttribute("aria-activedescendant", `row-${place}`);
}

async function goTo(at) {
  if (!queue.count) await loadWindow(0);
  if (!queue.count) {
    current = latest = null;
    pane.replaceChildren(el("p", {}, progress.loading ? _("The log is being read …") : _("Nothing is left to decide here.")));
    await drawList();
    return;
  }
  const wanted = Math.max(0, Math.min(queue.count - 1, at));
  const item = await itemAt(wanted);
  if (!item) return goTo(queue.count - 1); // the queue has become shorter
  place = wanted;
  current = item;
  scrollToPlace();
  await loadArticle(current.article);
  show();
  await drawList();
}

const isField = (element) => Boolean(element?.matches("input[type=text], input[type=search], select, textarea"));
const isHalfWritten = (field) => field.value !== field.defaultValue;
const isTyping = () => dialog.open || isField(document.activeElement) || [...pane.querySelectorAll("input[type=text]")].some(isHalfWritten);

// The article of the place, with the place in sight.
function show() {
  if (!current || !latest || latest.at !== current.article) return;
  selected = null;
  pane.replaceChildren(...[
    el("div", { class: "title" }, el("h2", {}, seen(latest.name)), readButton(latest),
      button(_("White space"), () => queueWork(toggleSpaces), { id: "spaces", "aria-pressed": String(showsSpaces), title: "w" })),
    cards(latest), latest.rows ? sideBySide(latest) : latest.isWhole ? withoutText(latest) : el("p", {}, _("The log is being read …")),
    el("aside", { id: "inspector", "aria-label": _("Change"), hidden: true })].filter(Boolean));
  markSearch(pane);
  document.body.dataset.place = queue.mode === "places" ? current.key : String(current.article);
  if (queue.mode !== "places") {
    pane.scrollTop = 0;
    return;
  }
  const subject = subjectOf(current);
  const card = subject.on === "flag" ? document.getElementById(`flag-${subject.number}`) : null;
  if (!card) {
    if (!isTyping()) return focusChange(subject);
    document.querySelector(`del[data-change="${subject.number}"]`)?.scrollIntoView({ block: "center" });
    return select(latest, subject);
  }
  card.classList.add("current");
  if (!isTyping()) card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "center" });
}

function toggleSpaces() {
  showsSpaces = !showsSpaces;
  show();
}

async function goOn() {
  const end = (Math.floor((place + 1) / WINDOW) + 1) * WINDOW;
  for (let at = place + 1; at < Math.min(end, queue.count); at += 1) {
    if (!decisions.has((await itemAt(at)).key)) return goTo(at);
  }
  const next = await placeOf({ after: place });
  if (next === null && queue.count) say(_("All of this queue is decided."));
  return goTo(next === null ? place : next);
}

async function settleHere(decision, reading) {
  if (!current || !hasName()) return;
  const more = reading === undefined ? {} : { reading };
  if (await decide(latest, subjectOf(current), decision, more)) await goOn();
}

// What is chosen in the pane. A reading that was written leads on from the place of the queue, and stays written if it is refused.
function settle(article, subject, decision, more, isWritten = false) {
  const isHere = isWritten && isAtPlace() && keyOf(article.at, subject) === current.key;
  if (isWritten) list.focus();
  queueWork(async () => {
    const isKept = await decide(article, subject, decision, more);
    if (isKept && isHere) await goOn();
    else if (isKept && latest?.at === article.at) redraw(subject);
    else if (!isWritten) show();
  });
}

function leave() {
  list.focus();
  queueWork(show);
}

const isAtPlace = () => current && queue.mode === "places";

// 1, 2 and 3: the readings in the order in which they are shown.
function choose(which) {
  if (!isAtPlace()) return undefined;
  const subject = subjectOf(current);
  if (subject.on === "change") return which < 3 ? settleHere(["keep", "undo"][which - 1]) : typeReading();
  if (!subject.other) return which === 1 ? settleHere("stands") : typeReading();
  return which === 3 ? settleHere("stands") : settleHere("reading", which === 1 ? subject.before : subject.other);
}

// y keeps what is there; n takes the other: a change is undone, of a conflict the other reading is right.
function agree(isRight) {
  if (!isAtPlace()) return undefined;
  const subject = subjectOf(current);
  if (subject.on === "change") return settleHere(isRight ? "keep" : "undo");
  if (isRight) return settleHere("stands");
  if (subject.other) return settleHere("reading", subject.other);
  return typeReading();
}

// e: the reading is written by hand; Enter keeps it and goes on.
function typeReading() {
  if (!isAtPlace()) return;
  const subject = subjectOf(current);
  const field = document.querySelector(subject.on === "flag" ? `#flag-${subject.number} .typed` : "#inspector .typed");
  if (!field) return;
  if (!field.value) field.value = subject.on === "flag" ? subject.before : subject.after;
  field.focus();
  field.select();
}

async function undoLast() {
  if (!hasName()) return;
  let taken = { keys: [], count: 0 };
  if (!await keep(ask("undo", { by: reviewer }).then((answer) => { taken = answer; return answer; }))) return;
  if (!taken.count) return say(_("There is nothing to take back."));
  forget();
  await loadWindow(0);
  const at = queue.mode === "places" ? await placeOf({ key: taken.keys[0] }) : place;
  await goTo(at === null ? place : at);
  if (taken.count > 1) say(_("{} decisions taken back.").replace("{}", number(taken.count)));
}
