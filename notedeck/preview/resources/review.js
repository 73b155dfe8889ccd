/* The review of translations: the state of each card and text, and on a served page their corrections. */
const STATES = ["missing", "doubtful", "machine", "human"]; // of a card, the first that one of its texts has
const UNDO_KEY = "notedeck-undo";
const TOKEN_KEY = "notedeck-token";
const TOKEN = takeToken();
let shownNote = null; // whose texts are shown

/* The address that the command printed allows corrections; a tab keeps this when it loads the page again. */
function takeToken() {
  if (!DATA.edition) return "";
  const token = new URLSearchParams(location.search).get("token");
  if (token) {
    sessionStorage.setItem(TOKEN_KEY, token);
    history.replaceState(null, "", location.pathname + location.hash);
  }
  return sessionStorage.getItem(TOKEN_KEY) || "";
}

function textsOf(note) {
  return note.texts.map((number) => DATA.review.texts[number]);
}

function stateOf(note) {
  if (!DATA.review) return "";
  const found = textsOf(note).map((text) => text.state);
  return STATES.find((state) => found.includes(state)) || "";
}

/* What another program finds the entry by: its line in the file, or its source if it is not there yet. */
function placeOf(text) {
  return text.line ? `${DATA.review.file}:${text.line}` : text.msgid;
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = Object.assign(document.createElement("textarea"), { value: text }); // where a page is not secure
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
}

function element(name, attributes, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

function stateMark(state) {
  return element("span", { className: `state ${state}`, textContent: uiText("states")[state] || "" });
}

function copyButton(text, status) {
  const label = text.line ? placeOf(text) : uiText("copySource");
  const button = element("button", { className: "copy", textContent: label, title: uiText("copy") });
  button.addEventListener("click", async () => {
    await copyText(placeOf(text));
    status.textContent = uiText("copied");
  });
  return button;
}

function drawState(note) {
  const state = note ? stateOf(note) : "";
  document.getElementById("card-state").replaceChildren(...(state ? [stateMark(state)] : []));
}

/* What somebody writes stays while the card is turned or the page gets dark. */
function drawTexts(note) {
  const panel = document.getElementById("texts");
  panel.hidden = !(DATA.review && note && pressed("review"));
  if (panel.hidden) return;
  if (isDirty() && shownNote === note) return fitBoxes();
  shownNote = note;
  const own = textsOf(note).sort((one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state));
  const items = own.map(itemOf);
  const none = element("p", { className: "quiet", textContent: uiText("noTexts") });
  panel.replaceChildren(...undoBar(), own.length ? element("ul", {}, ...items) : none);
  fitBoxes();
}

/* Each box is as high as its text; the last line of a longer one would be hidden. */
function fitBox(box) {
  if (!box.offsetParent) return; // it is hidden
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

function fitBoxes() {
  for (const box of document.querySelectorAll("#texts textarea")) fitBox(box);
}

function itemOf(text) {
  const status = element("span", { className: "status", role: "status" });
  const head = element("p", { className: "head" }, stateMark(text.state), copyButton(text, status), status);
  const source = element("p", { className: "source", lang: DATA.language, textContent: text.msgid });
  const item = element("li", {}, head, source);
  if (text.reason) item.append(element("p", { className: "quiet reason", textContent: text.reason }));
  const shown = element("p", { lang: DATA.review.language, textContent: text.text });
  item.append(...(TOKEN ? editorOf(text, status) : [shown]));
  return item;
}

function editorOf(text, status) {
  const box = element("textarea", { lang: DATA.review.language, value: text.text, rows: 1, spellcheck: true });
  box.setAttribute("aria-label", uiText("correction"));
  const button = element("button", { className: "save" });
  const refresh = () => {
    const changed = box.value.trim() !== text.text;
    box.dataset.dirty = changed ? "yes" : "";
    button.textContent = uiText(changed || !text.text ? "save" : "approve");
    button.disabled = !changed && (text.state === "human" || !text.text);
    button.hidden = !changed && text.state === "human"; // there is nothing to approve
  };
  box.addEventListener("input", refresh);
  box.addEventListener("input", () => fitBox(box));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !button.disabled) button.click();
  });
  button.addEventListener("click", () => save(text, box, button, status));
  refresh();
  return [box, button];
}

function isDirty() {
  return document.querySelector("#texts [data-dirty=yes]") !== null;
}

/* Whether the page may leave the card: nothing is unsaved, or the person gives it up. */
function mayLeave() {
  if (!isDirty()) return true;
  if (!confirm(uiText("leave"))) return false;
  document.getElementById("texts").replaceChildren();
  return true;
}

addEventListener("resize", fitBoxes);

async function send(address, body) {
  const headers = { "Content-Type": "application/json", "X-Notedeck-Token": TOKEN };
  try {
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
    const document = await answer.json().catch(() => ({ reason: "refused", detail: "" }));
    return { done: answer.ok, ...document };
  } catch {
    return { done: false, reason: "offline", detail: "" };
  }
}

async function save(text, box, button, status) {
  const value = box.value;
  button.disabled = true;
  const answer = await send("translations", { context: text.context, msgid: text.msgid, before: text.text, text: value });
  button.disabled = false;
  if (!answer.done) {
    status.textContent = uiText("refusals")(answer.reason, answer.detail);
    if (answer.reason === "changed") text.text = answer.detail; // a second click replaces what the person has seen now
    return;
  }
  storeCorrections([...readCorrections(), { number: answer.number, msgid: text.msgid }]);
  Object.assign(text, { text: answer.text, line: answer.line, reason: "", state: answer.text ? "human" : "missing" });
  if (box.value === value) box.dataset.dirty = "";
  afterChange(box.closest("li"), text);
}

/* What is written in other boxes stays there until it is saved, too. */
function afterChange(item, text) {
  drawList(now.at);
  drawState(FOUND[now.at]?.note);
  if (isDirty()) {
    item.replaceWith(itemOf(text));
    fitBoxes();
  } else drawTexts(FOUND[now.at]?.note);
  reloadIfNew();
}

/* Those of this tab, the last one at the end. */
function readCorrections() {
  return JSON.parse(sessionStorage.getItem(UNDO_KEY) || "[]");
}

function storeCorrections(corrections) {
  sessionStorage.setItem(UNDO_KEY, JSON.stringify(corrections));
}

function undoBar() {
  if (DATA.edition && !TOKEN) return [element("p", { className: "quiet", textContent: uiText("noToken") })];
  const corrections = TOKEN ? readCorrections() : [];
  const last = corrections.at(-1);
  if (!last) return [];
  const status = element("span", { className: "status", role: "status" });
  const button = element("button", { id: "undo", textContent: uiText("undo") });
  button.addEventListener("click", async () => {
    const answer = await send("translations/undo", { number: last.number });
    if (answer.done || answer.reason === "unknown") storeCorrections(corrections.slice(0, -1));
    if (!answer.done) status.textContent = uiText("refusals")(answer.reason, "");
    else button.disabled = true;
  });
  return [element("p", { className: "head" }, button, element("span", { className: "quiet undone", lang: DATA.language, textContent: last.msgid }), status)];
}
