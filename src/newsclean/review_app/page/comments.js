// What people say of a place, and who has read an article.

function noteField(article, subject) {
  const key = keyOf(article.at, subject);
  const field = lineField({ class: "note", placeholder: _("Comment"), "aria-label": _("Comment"), "data-comment": key }, (text) => {
    list.focus();
    if (text.trim()) queueWork(() => comment(key, text));
  }, () => leave(subject));
  return el("div", { class: "comments" },
    article.comments.filter((each) => each.key === key).map((each) => el("p", {}, el("b", {}, each.by), ` ${moment(each.at)} `, seen(each.text))), field);
}

async function comment(key, text) {
  if (!hasName()) return;
  if (!await keep(ask("comment", { key, text, by: reviewer }))) return;
  latest = null;
  queue.windows.clear();
  await goTo(place);
}

function toComment() {
  if (!current || queue.mode !== "places") return;
  document.querySelector(`[data-comment="${current.key}"]`)?.focus();
}

async function markRead() {
  if (!latest || !hasName()) return;
  const isRead = !latest.read;
  if (!await keep(ask("read", { article: latest.at, read: isRead, by: reviewer }))) return;
  latest = null;
  queue.windows.clear();
  await goTo(isRead && queue.mode === "articles" ? place + 1 : place);
}

function readButton(article) {
  const by = article.read ? `${_("read by")} ${article.read.by}` : _("Mark as read");
  return button(by, () => queueWork(markRead), { id: "mark-read", "aria-pressed": String(Boolean(article.read)), title: "m" });
}
