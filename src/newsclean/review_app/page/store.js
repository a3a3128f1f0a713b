// What the server knows: the log, the queue in windows, the articles; and what is told it.

const index = JSON.parse(document.getElementById("index").textContent);
const base = location.pathname;
const WINDOW = 100;

let rules = [];
let latest = null;
let progress = { places: 0, decided: 0, decisions: 0, step: 0, loading: null };
let reviewer = "";
const decisions = new Map();
const queue = { mode: "places", rule: "", below: 2, open_since: -1, order: "urgency", text: "", article: -1, state: "", count: 0, windows: new Map() };
const filter = { get text() { return queue.text; } };

const matches = () => true;
const hrefOf = () => "#";
const decisionOn = (at, subject) => decisions.get(keyOf(at, subject));

function takeRules(found) {
  rules = found.rules.map(([name, kind, what]) => ({ name, kind, what }));
}
takeRules(index);

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST", headers: { "content-type": "application/json", "x-newsclean": index.pass }, body: JSON.stringify(body),
  };
  const answer = await fetch(base + path, options).catch(() => null);
  if (!answer) throw new Error(_("The server does not answer. What was decided is kept; start it again and go on."));
  if (answer.ok) return answer.json();
  const found = await answer.json().catch(() => ({}));
  throw new Error(found.error || `HTTP ${answer.status}`);
}

async function loadArticle(at) {
  if (!latest || latest.at !== at) latest = await articleOf(at);
  return latest;
}

async function articleOf(at) {
  const { page, isWhole, decided, comments, read } = await ask(`articles/${at}`);
  if ([...page.changes, ...page.flags].some(([rule]) => rule >= rules.length)) takeRules(await ask("index"));
  for (const [key, record] of Object.entries(decided)) decisions.set(key, record);
  return Object.assign(articleFrom(page, at), { isWhole, comments, read });
}

// While the log is read, articles come in their order, and what is at a place stays there.
function asked(more = {}) {
  const { rule, below, open_since, order, text, article, state } = queue;
  return { rule, below, open_since, order: progress.loading ? "article" : order, text, article, state, ...more };
}

async function loadWindow(number) {
  if (!queue.windows.has(number)) {
    const path = queue.mode === "places" ? "queue" : "articles";
    const asking = ask(`${path}?${new URLSearchParams(asked({ offset: number * WINDOW, limit: WINDOW }))}`);
    queue.windows.set(number, asking);
    asking.catch(() => { if (queue.windows.get(number) === asking) queue.windows.delete(number); });
  }
  const asking = queue.windows.get(number);
  const found = await asking;
  if (queue.windows.get(number) !== asking) return found.items; // of a queue that is asked for no more
  queue.count = found.count;
  for (const item of found.items) {
    if (item.seen || queue.mode !== "places") continue;
    item.seen = true;
    if (item.record) decisions.set(item.key, JSON.parse(item.record));
    else decisions.delete(item.key);
  }
  return found.items;
}

const itemAt = async (place) => (await loadWindow(Math.floor(place / WINDOW)))[place % WINDOW];
const placeOf = async (more) => (await ask(`place?${new URLSearchParams(asked(more))}`)).place;

function forget() {
  queue.windows.clear();
  decisions.clear();
  latest = null;
}

// Kept by the server before the next one is asked for; what it refuses is taken back.
async function decide(article, subject, decision, more = {}) {
  if (!hasName()) return false;
  const key = keyOf(article.at, subject);
  const before = decisions.get(key);
  if (decision === null) decisions.delete(key);
  else decisions.set(key, { decision, ...more, by: reviewer });
  const { step } = progress;
  if (await keep(ask("decide", { by: reviewer, choices: [{ key, decision, reading: more.reading || "" }] }))) {
    if (progress.step > step + 1) queue.windows.clear(); // somebody else has decided meanwhile
    if (!before && decision !== null) pace.push([Date.now(), 1]);
    await drawList();
    return true;
  }
  if (before) decisions.set(key, before);
  else decisions.delete(key);
  return false;
}

async function keep(answer) {
  try {
    progress = await answer;
    showProgress();
    return true;
  } catch (error) {
    say(error.message);
    return false;
  }
}

// How fast decisions were made: rests of more than two minutes are none of the work.
const pace = [[Date.now(), 0]];
const REST = 120_000;

function minutesLeft() {
  const some = pace.slice(-50);
  let took = 0;
  let made = 0;
  for (let at = 1; at < some.length; at += 1) {
    took += Math.min(REST, some[at][0] - some[at - 1][0]);
    made += some[at][1];
  }
  const open = progress.places - progress.decided;
  return made < 5 || !open ? null : Math.ceil((took / made) * open / 60_000);
}
