// The first page: files and folders are dropped here, and cleaned.

const index = JSON.parse(document.getElementById("index").textContent);
const base = location.pathname;
const taken = el("ul", { id: "taken" });
const status = el("p", { id: "status", role: "status" });
const told = el("ul", { id: "told" });
const pick = el("input", { id: "pick", type: "file", multiple: true, onchange: () => send([...pick.files].map((file) => [file.name, file])) });
const pickFolder = el("input", { id: "pick-folder", type: "file", multiple: true, onchange: () => send([...pickFolder.files].map((file) => [file.webkitRelativePath, file])) });
pickFolder.webkitdirectory = true;
const begin = button(_("Clean them"), clean, { id: "begin", disabled: true });
let count = 0;

async function post(path, body, type) {
  const answer = await fetch(base + path, { method: "POST", headers: { "content-type": type, "x-newsclean": index.pass }, body }).catch(() => null);
  if (!answer) throw new Error(_("The server does not answer. What was decided is kept; start it again and go on."));
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(found.error || `HTTP ${answer.status}`);
  return found;
}

async function send(files) {
  for (const [name, file] of files) {
    const item = el("li", {}, seen(name));
    taken.append(item);
    try {
      await post(`upload?name=${encodeURIComponent(name)}`, file, "application/octet-stream");
      count += 1;
    } catch (error) {
      item.classList.add("bad");
      item.replaceChildren(...seen(error.message));
    }
    status.textContent = _("{} files are here.").replace("{}", number(count));
    begin.disabled = count === 0;
  }
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

async function dropped(event) {
  event.preventDefault();
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  for (const entry of entries) await send(await filesIn(entry));
}

async function clean() {
  begin.disabled = true;
  try {
    await post("clean", "{}", "application/json");
    for (;;) {
      const state = await (await fetch(`${base}state`)).json();
      status.textContent = _("{} of {} files are clean.").replace("{}", number(state.clean)).replace("{}", number(state.originals));
      told.replaceChildren(...state.told.map((line) => el("li", {}, seen(line))));
      if (state.isDone) {
        status.replaceChildren(button(_("Review"), () => location.reload(), { id: "review" }));
        document.getElementById("review").focus();
        return;
      }
      if (!state.isRunning) throw new Error(_("It could not be done."));
      await new Promise((done) => setTimeout(done, 300));
    }
  } catch (error) {
    say(error.message);
  }
}

document.getElementById("app").append(
  el("header", { class: "bar" }, el("h1", {}, _("Clean and review news texts"))),
  el("main", { id: "drop", ondragover: (event) => event.preventDefault(), ondrop: dropped },
    el("p", {}, _("Drop files or a folder here, or choose them. They stay on this machine: originals are kept, every change can be undone.")),
    el("p", {}, el("label", {}, _("Files"), " ", pick), " ", el("label", {}, _("Folder"), " ", pickFolder)),
    taken, status, begin, told),
  el("div", { id: "toast", role: "alert", hidden: true }));
