// Elements are made from text, never from markup: nothing from an article can become part of the page.

const messages = JSON.parse(document.getElementById("messages").textContent);
const _ = (message) => messages[message] || message;
const language = document.documentElement.lang;
const number = (value) => value.toLocaleString(language);
const percent = (value) => `${(value * 100).toLocaleString(language, { maximumFractionDigits: 1 })} %`;

// A time as the reader's clock has it, with the zone.
function moment(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toLocaleString(language, { dateStyle: "medium", timeStyle: "long" });
}

const lineNumber = (line) => _("line {}").replace("{}", number(line));

function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key in element && typeof value !== "string") element[key] = value;
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value);
  }
  return fill(element, children);
}

function fill(element, children) {
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const SIGNS = { "\n": "⏎", "\r": "␍", "\t": "⇥", " ": "␣", "\u00a0": "⍽", "\u3000": "□" };
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const SPACE = /[\n\t \u00a0\u3000]/;

function sign(character) {
  const code = "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  return el("span", { class: "sign", title: code }, SIGNS[character] || code);
}

// A text with signs for what cannot be seen; white space too, where it is what was changed. Line breaks stay breaks if asked for.
function seen(text, spaces = false, breaks = false) {
  const found = [];
  let plain = "";
  for (const character of text) {
    if (UNSEEN.test(character) || (spaces && SPACE.test(character))) {
      if (plain) found.push(plain);
      plain = "";
      found.push(sign(character));
      if (breaks && character === "\n") found.push("\n");
    } else plain += character;
  }
  if (plain) found.push(plain);
  return found;
}

const isBlank = (text) => !text.trim() || text === "\ufeff";

function button(label, onclick, attributes) {
  return el("button", { type: "button", onclick, ...attributes }, label);
}

// The keys by which an input method writes are its own: the Enter that ends a word acts on nothing.
window.addEventListener("keydown", (event) => { if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation(); }, true);

// A line to write in: Enter acts on it, Escape puts back what stood there; to leave it by other ways does neither.
function lineField(attributes, act, leave) {
  const field = el("input", { type: "text", ...attributes });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") return act(field.value);
    field.value = field.defaultValue;
    leave();
  });
  return field;
}

function choice(label, options, value, onchange) {
  const select = el("select", { onchange: () => onchange(select.value), "aria-label": label });
  for (const [key, text] of options) select.append(el("option", { value: key, selected: key === value }, text));
  return el("label", { class: "choice" }, el("span", {}, label), select);
}

// A message that goes away by itself.
function say(text) {
  const toast = document.getElementById("toast");
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { toast.hidden = true; }, 8000);
}
