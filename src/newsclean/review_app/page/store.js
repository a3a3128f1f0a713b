// What the server knows: the log, the queue in windows, the articles; and what is told it.

const index = JSON.parse(document.getElementById("index").textContent);
const rules = index.rules.map(([name, kind, what]) => ({ name, kind, what }));
const base = location.pathname;
const WINDOW = 100;

let latest = null;
let progress = { places: 0, decided: 0, decisions: 0, step: 0, rules: {} };
let reviewer = "";
const decisions = new Map();

const matches = () => true;
const hrefOf = () => "#";
const decisionOn = (at, subject) => decisions.get(keyOf(at, subject));

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
  if (latest && latest.at === at) return latest;
  const { page, decided } = await ask(`articles/${at}`);
  for (const [key, record] of Object.entries(decided)) decisions.set(key, record);
  latest = articleFrom(page, at);
  return latest;
}

const queue = { rule: "", below: 2, open_since: -1, order: "urgency", article: "", count: 0, windows: new Map() };

async function loadWindow(number) {
  if (!queue.windows.has(number)) {
    const { rule, below, open_since, order, article } = queue;
    const asked = new URLSearchParams({ rule, below, open_since, order, article, offset: number * WINDOW, limit: WINDOW });
    queue.windows.set(number, ask(`queue?${asked}`));
  }
  const found = await queue.windows.get(number);
  queue.count = found.count;
  for (const item of found.items) {
    if (item.seen) continue;
    item.seen = true;
    if (item.record) decisions.set(item.key, JSON.parse(item.record));
  }
  return found.items;
}

const itemAt = async (place) => (await loadWindow(Math.floor(place / WINDOW)))[place % WINDOW];

// Kept by the server before the next one is asked for; what it refuses is taken back.
function decide(article, subject, decision, more = {}) {
  const key = keyOf(article.at, subject);
  const before = decisions.get(key);
  const note = more.note === undefined ? (before && before.note) || "" : more.note;
  const made = { decision, note, ...(more.reading === undefined ? {} : { reading: more.reading, own: more.own }), by: reviewer };
  if (decision === null) decisions.delete(key);
  else decisions.set(key, made);
  return keep(ask("decide", { by: reviewer, choices: [{ key, decision, reading: more.reading || "", note }] })).then((isKept) => {
    if (isKept) return true;
    if (before) decisions.set(key, before);
    else decisions.delete(key);
    show();
    return false;
  });
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
