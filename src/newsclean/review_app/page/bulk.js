// Decisions on many places at once, with how many there are, and the questions that are asked first.

const dialog = el("dialog", { id: "dialog", "aria-labelledby": "question" });

function question(text, act) {
  dialog.replaceChildren(el("p", { id: "question" }, text),
    el("p", { class: "buttons" }, button(_("Yes"), () => { dialog.close(); act(); }, { id: "yes", class: "main" }), button(_("Cancel"), () => dialog.close(), { id: "cancel" })));
  dialog.showModal();
}

async function decideTogether() {
  if (!isAtPlace() || !hasName()) return;
  const { key } = current;
  const scopes = await ask(`scopes?${new URLSearchParams(asked({ key }))}`);
  const subject = subjectOf(current);
  const names = {
    like: _("Like this one: the same rule and text"), rule: `${_("All of the rule")} ${subject.rule.name}`,
    article: _("All of this article"), queue: _("All of the queue as it is filtered now"),
  };
  const total = ({ flags, changes }) => flags + changes;
  const buttons = el("p", { class: "buttons" });
  const verdicts = (scope) => {
    const { flags, changes } = scopes[scope];
    const one = (verdict, label, expected, id) => button(`${label} (${number(expected)})`, () => {
      if (verdict === "reading" && !isMeant(typed.value)) return;
      dialog.close();
      queueWork(() => decideAll(key, scope, verdict, expected, typed.value));
    }, { id, disabled: !expected, class: id === "all-right" ? "main" : "" });
    const typed = el("input", { type: "text", "aria-label": _("Another reading"), class: "typed", value: subject.on === "flag" ? subject.before : subject.after });
    buttons.replaceChildren(
      one("agree", flags ? changes ? _("Keep, let stand") : _("Let all stand") : _("Keep all"), flags + changes, "all-right"),
      changes ? one("undo", _("Undo all"), changes, "all-wrong") : "",
      ...(scope === "like" ? [typed, one("reading", _("Right is"), flags + changes, "all-reading")] : []),
      button(_("Cancel"), () => dialog.close(), { id: "cancel" }));
  };
  const first = total(scopes.like) > 1 ? "like" : total(scopes.rule) > 0 ? "rule" : "queue";
  dialog.replaceChildren(el("h2", { id: "question" }, _("Decide together")),
    el("div", { role: "radiogroup", "aria-labelledby": "question", class: "scopes" }, Object.keys(names).map((scope) => el("label", { class: "option" },
      el("input", { type: "radio", name: "scope", value: scope, checked: scope === first, disabled: !total(scopes[scope]), onchange: () => verdicts(scope) }), names[scope], " ",
      el("b", {}, number(total(scopes[scope])))))), buttons);
  verdicts(first);
  dialog.showModal();
  dialog.querySelector("input:checked").focus();
}

dialog.addEventListener("keydown", (event) => {
  event.stopPropagation(); // a key that closes it is none for the queue
  if (event.repeat && event.key === "Enter") event.preventDefault(); // still held down from what opened it
  if (event.repeat || isField(event.target)) return;
  const pressed = { y: "all-right", n: "all-wrong", Enter: "all-right" }[event.key];
  if (!pressed || (event.key === "Enter" && !event.target.matches("input[type=radio]"))) return;
  event.preventDefault();
  document.getElementById(pressed)?.click();
});

async function decideAll(key, scope, decision, expected, reading) {
  const query = asked();
  if (!await keep(ask("decide-all", { key, scope, decision, expected, by: reviewer, query, ...(decision === "reading" ? { reading } : {}) }))) return;
  forget();
  await loadWindow(0);
  await goOn();
  say(_("{} places decided; u takes all of them back.").replace("{}", number(expected)));
}

function finishReview() {
  const open = progress.places - progress.decided;
  question(_("Carry out {} decisions? {} places are open. Texts go to {}, their log to {}.")
    .replace("{}", number(progress.decisions)).replace("{}", number(open)).replace("{}", () => index.texts).replace("{}", () => index.reviewed), () => queueWork(() => carryOut(false)));
}

async function carryOut(replace) {
  try {
    say(_("Decisions are carried out, and what is written is verified …"));
    const done = await ask("finish", { replace });
    document.getElementById("toast").hidden = true;
    const { wrong } = done;
    dialog.replaceChildren(
      el("p", { id: "question" }, _("{} articles written, {} decisions carried out, {} flags open; {} files verified, {} wrong.")
        .replace("{}", number(done.articles)).replace("{}", number(done.decisions)).replace("{}", number(done.open_flags))
        .replace("{}", number(done.files)).replace("{}", number(wrong.length))),
      wrong.length ? el("ul", {}, wrong.map((line) => el("li", {}, seen(line)))) : "",
      el("p", { class: "buttons" }, el("a", { href: `${base}texts.zip`, download: "reviewed.zip" }, _("Texts")), " ", el("a", { href: `${base}log.jsonl`, download: "" }, _("Log")), " ",
        el("a", { href: `${base}decisions.jsonl`, download: "" }, _("Decisions")), button(_("Close"), () => dialog.close(), { id: "close", class: "main" })));
    dialog.showModal();
  } catch (error) {
    if (replace) say(error.message);
    else question(`${error.message} — ${_("Replace it?")}`, () => queueWork(() => carryOut(true)));
  }
}
