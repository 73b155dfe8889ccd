/* The page put together: what is chosen, and what happens on keys and clicks. */
const ALL = DATA.notes.flatMap(cardsOf);
let FOUND = ALL;
const SEVERITIES = ["error", "warning", "info"];
const now = { at: 0, side: 0, language: navigator.language.startsWith("ko") ? "ko" : "en" };

function uiText(name) {
  return UI_TEXT[now.language][name];
}

function pressed(id) {
  return document.getElementById(id).getAttribute("aria-pressed") === "true";
}

function press(id, on) {
  document.getElementById(id).setAttribute("aria-pressed", String(on));
}

function translatePage() {
  document.documentElement.lang = now.language;
  document.querySelector("h1").lang = DATA.language;
  for (const one of document.querySelectorAll("[data-text]")) one.textContent = uiText(one.dataset.text);
  for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", uiText(one.dataset.label));
  for (const one of document.querySelectorAll("[data-title]")) one.title = uiText(one.dataset.title);
  for (const one of document.querySelectorAll("[data-reason]")) one.textContent = uiText("reasons")[one.dataset.reason];
  for (const one of document.querySelectorAll("[data-severity]")) one.textContent = uiText("severities")[one.dataset.severity];
  const search = document.getElementById("search");
  search.placeholder = uiText("search");
  search.setAttribute("aria-label", uiText("search"));
  fillSelect("deck", levels(DATA.notes.map((note) => note.deck)), "allDecks");
  fillSelect("tag", levels(DATA.notes.flatMap((note) => note.tags)), "allTags");
  fillStates();
  fillKinds();
}

/* To the note: on the disk beside the page or from our server, elsewhere on the host of the repository. */
function linkToNote(link, path, line) {
  const near = DATA.edition || location.protocol === "file:";
  const folder = near ? DATA.notes_url : DATA.host_url;
  if (folder === null) return;
  link.href = `${folder}${path.split("/").map(encodeURIComponent).join("/")}${near ? "" : "?plain=1"}${line > 0 ? `#L${line}` : ""}`;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
}

function show() {
  const card = FOUND[now.at];
  document.getElementById("none").hidden = Boolean(card);
  document.getElementById("frame").hidden = !card;
  document.getElementById("found").textContent = uiText("found")(FOUND.length, ALL.length);
  document.getElementById("position").textContent = card ? uiText("position")(now.at + 1, FOUND.length, now.side) : "";
  bringIntoSight(now.at);
  drawList(now.at);
  for (const id of ["place", "where"]) document.getElementById(id).hidden = !card;
  document.getElementById("share").hidden = !card || Boolean(DATA.edition); // its server is for one person only
  document.getElementById("flip").textContent = uiText(now.side ? "showQuestion" : "showAnswer");
  drawState(card?.note);
  drawTexts(card?.note);
  if (!card) return;
  showInFrame(sides(card)[now.side], card.number + (DATA.note_types[card.note.note_type].cloze ? 0 : 1));
  const place = document.getElementById("place");
  const path = document.createElement("bdi"); // a name that turns the writing direction does not turn the line number
  path.textContent = card.note.path;
  place.replaceChildren(path, `:${card.note.line}`);
  linkToNote(place, card.note.path, card.note.line);
  document.getElementById("where").textContent = card.note.deck.replaceAll("::", " › ");
  history.replaceState(null, "", `#${card.name}`);
}

function go(at, side = 0) {
  if (!mayLeave()) return;
  now.at = Math.max(0, Math.min(at, FOUND.length - 1));
  now.side = side;
  show();
}

function turn() {
  now.side = 1 - now.side;
  show();
}

function find() {
  const name = FOUND[now.at]?.name;
  const words = document.getElementById("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const [deck, tag, state] = ["deck", "tag", "state"].map((id) => document.getElementById(id).value);
  FOUND = ALL.filter((card) => matches(card, words, deck, tag, state));
  go(Math.max(0, FOUND.findIndex((card) => card.name === name)));
}

function choose(tab) {
  for (const one of document.querySelectorAll("[role=tab]")) {
    const chosen = one === tab;
    one.setAttribute("aria-selected", String(chosen));
    one.tabIndex = chosen ? 0 : -1;
    document.getElementById(one.getAttribute("aria-controls")).hidden = !chosen;
  }
  if (tab.id === "tab-cards") show();
}

/* On a phone, the list and its filters slide over the card; elsewhere they are always beside it. */
function isDrawerOpen() {
  return document.documentElement.classList.contains("drawn");
}

function openDrawer(on) {
  const button = document.getElementById("drawer");
  if (on === isDrawerOpen() || !button.checkVisibility()) return;
  document.documentElement.classList.toggle("drawn", on);
  button.setAttribute("aria-expanded", String(on));
  if (on) document.getElementById("list").focus();
  else if (document.getElementById("finder").contains(document.activeElement)) button.focus();
  if (on) bringIntoSight(now.at);
  drawList(now.at);
}

async function share() {
  const button = document.getElementById("share");
  await copyText(location.href);
  button.textContent = uiText("copied");
  setTimeout(() => (button.textContent = uiText("share")), 2000);
}

/* Each kind of problem with how many there are: errors first, and of each severity the most frequent first. */
function fillKinds() {
  const counts = new Map();
  const ranks = new Map();
  for (const item of document.querySelectorAll("#problems [data-kind]")) {
    const { kind } = item.dataset;
    counts.set(kind, (counts.get(kind) || 0) + 1);
    ranks.set(kind, SEVERITIES.indexOf(item.querySelector("[data-severity]").dataset.severity));
  }
  const box = document.getElementById("kind");
  const chosen = box.value;
  const kinds = [...counts].sort((one, other) => ranks.get(one[0]) - ranks.get(other[0]) || other[1] - one[1]);
  const options = kinds.map(([kind, count]) => new Option(`${kind} (${count})`, kind));
  box.replaceChildren(new Option(uiText("allKinds"), ""), ...options);
  box.value = counts.has(chosen) ? chosen : "";
  box.hidden = counts.size < 2;
}

function filterProblems() {
  const kind = document.getElementById("kind").value;
  for (const item of document.querySelectorAll("#problems [data-kind]")) item.hidden = Boolean(kind) && item.dataset.kind !== kind;
}

function onTabKey(event) {
  const tabs = [...document.querySelectorAll("[role=tab]:not([hidden])")];
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  event.stopPropagation();
  const tab = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
  tab.focus();
  choose(tab);
}

const KEYS = {
  " ": turn,
  Enter: turn,
  ArrowLeft: () => go(now.at - 1),
  ArrowRight: () => go(now.at + 1),
  ArrowUp: () => go(now.at - 1),
  ArrowDown: () => go(now.at + 1),
  k: () => go(now.at - 1),
  j: () => go(now.at + 1),
  Home: () => go(0),
  End: () => go(FOUND.length - 1),
  Escape: () => openDrawer(false),
  "/": () => {
    openDrawer(true);
    document.getElementById("search").focus();
  },
};

/* With Korean input on, the key of J is ㅓ. */
function latin(event) {
  return /[ㄱ-ㅣ]/.test(event.key) && event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("cards").hidden) return;
  const focus = event.target.closest?.("input, select, textarea, button, a, summary, audio, video");
  if (focus?.matches("input, select, textarea")) {
    if (event.key === "Escape") {
      event.preventDefault(); // the browser would empty the box, and tell nobody
      focus.blur();
      openDrawer(false);
    }
    return;
  }
  if (focus && [" ", "Enter"].includes(event.key)) return;
  const action = KEYS[latin(event)];
  if (!action) return;
  event.preventDefault();
  action();
}

function switchOn(id, changed) {
  document.getElementById(id).addEventListener("click", () => {
    press(id, !pressed(id));
    changed();
  });
}

function applySwitches() {
  const classes = { night: "night", phone: "phone", review: "reviewed" };
  for (const [id, name] of Object.entries(classes)) document.documentElement.classList.toggle(name, pressed(id));
}

function appearance() {
  applySwitches();
  show();
}

function listen() {
  const on = (id, kind, action) => document.getElementById(id).addEventListener(kind, action);
  for (const id of ["night", "phone", "translation", "review"]) switchOn(id, appearance);
  on("language", "click", () => {
    now.language = now.language === "ko" ? "en" : "ko";
    translatePage();
    show();
  });
  on("search", "input", find);
  for (const id of ["deck", "tag", "state"]) on(id, "change", find);
  on("list", "scroll", () => drawList(now.at));
  on("list", "click", (event) => {
    const row = event.target.closest("[data-at]");
    if (row) go(Number(row.dataset.at));
    if (row) openDrawer(false);
  });
  on("drawer", "click", () => openDrawer(!isDrawerOpen()));
  on("shade", "click", () => openDrawer(false));
  on("share", "click", share);
  on("kind", "change", filterProblems);
  on("previous", "click", () => go(now.at - 1));
  on("next", "click", () => go(now.at + 1));
  on("flip", "click", turn);
  for (const tab of document.querySelectorAll("[role=tab]")) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", onTabKey);
  }
  // A button that was clicked with the mouse gives the keys back to the cards; one reached by keys keeps them.
  document.addEventListener("click", (event) => {
    if (event.detail) event.target.closest?.("button:not([role=tab])")?.blur();
  });
  document.addEventListener("keydown", onKey);
  window.addEventListener("resize", () => drawList(now.at));
  window.addEventListener("hashchange", open);
  window.addEventListener("beforeunload", (event) => isDirty() && event.preventDefault());
}

/* The card of the address, on its question; after a new page what was there before, or what took its place. */
function open(event, view) {
  const name = decoded(location.hash.slice(1));
  if (view) find();
  else if (name && !FOUND.some((card) => card.name === name)) showAll();
  const at = FOUND.findIndex((card) => card.name === name);
  go(at < 0 ? (view?.at ?? 0) : at, view?.side);
}

/* Whoever follows a link to a card sees it, whatever the filters are. */
function showAll() {
  for (const id of ["search", "deck", "tag", "state"]) document.getElementById(id).value = "";
  FOUND = ALL;
}

function followServer() {
  news = new EventSource(`events?since=${DATA.edition}`);
  news.addEventListener("page", reload);
  news.addEventListener("error-text", (event) => say(JSON.parse(event.data)));
}

press("night", matchMedia("(prefers-color-scheme: dark)").matches);
document.getElementById("translation").hidden = !DATA.notes.some((note) => note.fields.BackTranslation || note.fields.FrontTranslation);
for (const one of document.querySelectorAll("[data-path]")) linkToNote(one, one.dataset.path, Number(one.dataset.line));
prepareFrame();
/* Firefox loads the empty frame once more after this script: what was in it is gone then. */
document.getElementById("frame").addEventListener("load", () => {
  prepareFrame();
  show();
});
translatePage();
for (const id of ["state", "review"]) document.getElementById(id).hidden = !DATA.review;
listen();
const view = restoreView();
filterProblems();
applySwitches();
open(null, view);
if (DATA.edition) followServer();
