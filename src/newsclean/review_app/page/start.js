// The first page: files and folders are dropped here, and cleaned.

const index = JSON.parse(document.getElementById("index").textContent);
const base = location.pathname;
const taken = el("ul", { id: "taken", "aria-label": _("Files") });
const status = el("p", { id: "status", role: "status" });
const told = el("ul", { id: "told" });
const bar = el("progress", { id: "progress", max: 1, value: 0, hidden: true, "aria-label": _("Progress") });
const pick = el("input", { id: "pick", class: "hidden", type: "file", multiple: true, tabindex: "-1", "aria-label": _("Choose files"), onchange: () => chosen(pick, (file) => file.name) });
const pickFolder = el("input", { id: "pick-folder", class: "hidden", type: "file", multiple: true, tabindex: "-1", "aria-label": _("Choose a folder"), onchange: () => chosen(pickFolder, (file) => file.webkitRelativePath) });
pickFolder.webkitdirectory = true;
const begin = button(_("Clean them"), () => queueWork(clean), { id: "begin", class: "main large", disabled: true });
const scripts = choice(_("Script"), [["keep", _("as it is")], ["t2s", _("to simplified characters")], ["s2t", _("to traditional characters")]], "keep", () => {});
let count = 0;

let work = Promise.resolve();
function queueWork(act) {
  work = work.then(act).catch((error) => say(error.message));
  return work;
}

async function ask(path, options) {
  const answer = await fetch(base + path, options).catch(() => null);
  if (!answer) throw new Error(_("The server does not answer. What was decided is kept; start it again and go on."));
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(found.error || `HTTP ${answer.status}`);
  return found;
}

const post = (path, body, type) => ask(path, { method: "POST", headers: { "content-type": type, "x-newsclean": index.pass }, body });
const stateNow = () => ask("state");
const sizeOf = (bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1e3))} kB` : `${number(Math.round(bytes / 1e5) / 10)} MB`);

// Taken from the button at once, which can then be given the same files again.
function chosen(input, nameOf) {
  const files = [...input.files].map((file) => [nameOf(file), file]);
  input.value = "";
  queueWork(() => send(files));
}

async function send(files) {
  bar.hidden = false;
  bar.max = files.length;
  for (const [at, [name, file]] of files.entries()) {
    const item = el("li", {}, el("span", {}, seen(name)), el("small", {}, sizeOf(file.size)));
    try {
      if (file.size > index.mostBytes) throw new Error(`${name} · ${_("larger than any file that is read")}`);
      await post(`upload?name=${encodeURIComponent(name)}`, file, "application/octet-stream");
      count += 1;
    } catch (error) {
      item.classList.add("bad");
      item.replaceChildren(...seen(error.message));
    }
    taken.append(item);
    bar.value = at + 1;
    status.textContent = _("{} files are here.").replace("{}", number(count));
  }
  bar.hidden = true;
  begin.disabled = count === 0;
}

async function filesIn(entry) {
  if (entry.isFile) return [[entry.fullPath.replace(/^\//, ""), await new Promise((done, fail) => entry.file(done, fail))]];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const each of some) found.push(...await filesIn(each));
  }
}

// What is dropped must be asked for at once: afterwards the browser has forgotten it.
function dropped(event) {
  event.preventDefault();
  zone.classList.remove("over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  queueWork(async () => {
    const files = [];
    for (const entry of entries) files.push(...await filesIn(entry));
    await send(files);
  });
}

async function clean() {
  begin.disabled = true;
  try {
    await post("clean", JSON.stringify({ script: scripts.lastElementChild.value }), "application/json");
    await watch();
  } catch (error) {
    begin.disabled = false;
    throw error;
  }
}

// What was dropped before, or is being cleaned, when the page is opened once more.
async function goOn() {
  const state = await stateNow();
  count = state.originals;
  if (!count) return;
  status.textContent = _("{} files are here.").replace("{}", number(count));
  begin.disabled = state.isRunning;
  if (state.isRunning) await watch();
}

async function watch() {
  bar.hidden = false;
  for (;;) {
    const state = await stateNow();
    bar.max = state.originals || 1;
    bar.value = state.clean;
    status.textContent = _("{} of {} files are clean.").replace("{}", number(state.clean)).replace("{}", number(state.originals));
    told.replaceChildren(...state.told.map((line) => el("li", {}, seen(line))));
    if (state.isDone) {
      bar.hidden = true;
      begin.replaceWith(button(_("Review"), () => location.reload(), { id: "review", class: "main large" }));
      document.getElementById("review").focus();
      return;
    }
    if (!state.isRunning) throw new Error(_("It could not be done."));
    await new Promise((done) => setTimeout(done, 300));
  }
}

const zone = el("section", { class: "zone", "aria-label": _("Drop files here") },
  el("p", {}, el("b", {}, _("Drop files or a folder here"))),
  el("p", {}, _("Text, HTML, Word, PDF, JSON Lines and more, in any encoding.")),
  el("p", { class: "buttons" }, button(_("Choose files"), () => pick.click(), { id: "choose" }), button(_("Choose a folder"), () => pickFolder.click(), { id: "choose-folder" }), pick, pickFolder));
document.getElementById("app").append(
  el("header", { class: "bar" }, el("h1", {}, _("Clean and review news texts"))),
  el("main", { id: "drop" },
    el("p", { class: "steps" }, _("They stay on this machine: originals are kept as they are, every change can be undone.")),
    zone, taken, bar, status, el("p", { class: "buttons" }, begin, scripts), told),
  el("div", { id: "toast", role: "alert", hidden: true }));
document.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) zone.classList.remove("over"); });
document.addEventListener("drop", dropped);
queueWork(goOn);
