// The queue of what needs a person: a list of which only what is in sight is made, and what is done by keys.

const ROW = 46;
let place = 0;
let current = null;
const list = el("div", { id: "queue", role: "listbox", tabindex: "0", "aria-label": _("Queue") });
const rows = el("div", { class: "rows", role: "presentation" });
const pane = el("section", { id: "pane", "aria-label": _("Article") });

const subjectOf = (item) => {
  const [, on, number] = item.key.split("/");
  return latest[`${on}s`][Number(number)];
};

async function drawList() {
  const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 5);
  const last = Math.min(queue.count, first + Math.ceil(list.clientHeight / ROW) + 10);
  const shown = [];
  for (let at = first; at < last; at += 1) shown.push(row(await itemAt(at), at));
  rows.replaceChildren(...shown);
  rows.style.height = `${queue.count * ROW}px`;
}

function row(item, at) {
  const made = decisions.get(item.key);
  const excerpt = (text) => seen(text.slice(0, 60), isBlank(text));
  const element = el("div", { class: `row ${item.isConflict ? "conflict" : ""} ${made ? "decided" : ""}`, role: "option", id: `row-${at}`,
    "aria-selected": String(at === place), onclick: () => goTo(at) },
    el("b", {}, `${made ? "✓ " : ""}${item.rule}`), " ", el("span", {}, excerpt(item.text), item.other === null ? "" : [" → ", ...(item.other ? excerpt(item.other) : ["∅"])]),
    el("small", {}, seen(item.name), item.line ? ` · ${lineNumber(item.line)}` : "", item.confidence < 1 ? ` · ${percent(item.confidence)}` : ""));
  element.style.transform = `translateY(${at * ROW}px)`;
  return element;
}

async function goTo(at) {
  if (!queue.count) {
    current = null;
    pane.replaceChildren(el("p", {}, _("Nothing is left to decide here.")));
    return;
  }
  place = Math.max(0, Math.min(queue.count - 1, at));
  current = await itemAt(place);
  const top = place * ROW;
  if (top < list.scrollTop || top + ROW > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 2;
  list.setAttribute("aria-activedescendant", `row-${place}`);
  await loadArticle(current.article);
  show();
  await drawList();
}

// The article of the place, with the place in sight.
function show() {
  if (!current || !latest) return;
  selected = null;
  pane.replaceChildren(...[
    el("div", { class: "title" }, el("h2", {}, seen(latest.name))), cards(latest),
    latest.rows ? sideBySide(latest) : withoutText(latest), el("aside", { id: "inspector", hidden: true })].filter(Boolean));
  const subject = subjectOf(current);
  const card = subject.on === "flag" ? document.getElementById(`flag-${subject.number}`) : null;
  document.body.dataset.place = current.key;
  if (!card) return focusChange(subject);
  card.classList.add("current");
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "center" });
}

async function goOn() {
  for (let at = place + 1; at < queue.count; at += 1) {
    if (!decisions.has((await itemAt(at)).key)) return goTo(at);
  }
  for (let at = 0; at < queue.count; at += 1) {
    if (!decisions.has((await itemAt(at)).key)) return goTo(at);
  }
  if (queue.count) say(_("All of this queue is decided."));
  return goTo(place);
}

async function settleHere(decision, reading) {
  if (!current) return;
  const subject = subjectOf(current);
  if (!hasName()) return;
  const more = reading === undefined ? {} : { reading, own: false };
  if (await decide(latest, subject, decision, more)) await goOn();
}

// 1, 2 and 3: the readings in the order in which they are shown.
function choose(which) {
  if (!current) return;
  const subject = subjectOf(current);
  if (subject.on === "change") return which < 3 ? settleHere(["keep", "undo"][which - 1]) : undefined;
  if (!subject.other) return which === 1 ? settleHere("stands") : undefined;
  return which === 3 ? settleHere("stands") : settleHere("reading", which === 1 ? subject.before : subject.other);
}

// y keeps what is there; n takes the other: a change is undone, of a conflict the other reading is right.
function agree(isRight) {
  if (!current) return;
  const subject = subjectOf(current);
  if (subject.on === "change") return settleHere(isRight ? "keep" : "undo");
  if (isRight) return settleHere("stands");
  if (subject.other) return settleHere("reading", subject.other);
  return document.querySelector(`#flag-${subject.number} .options input[type=text]`)?.focus();
}

async function undoLast() {
  let keys = [];
  const isKept = await keep(ask("undo", {}).then((answer) => {
    keys = answer.keys;
    return answer;
  }));
  if (!isKept) return;
  decisions.clear();
  queue.windows.clear();
  latest = null;
  await loadWindow(0);
  for (let at = 0; keys.length && at < queue.count; at += 1) {
    if ((await itemAt(at)).key === keys[0]) return goTo(at);
  }
  return goTo(place);
}
