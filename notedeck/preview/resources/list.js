/* The list of cards found: only the rows in sight are there, so that ten thousand cards scroll well. */
const ROW = 52; // pixels, as in page.css
const BEYOND = 8; // rows above and below those in sight

function cardsOf(note) {
  const kind = DATA.note_types[note.note_type];
  if (kind.cloze) return note.clozes.map((number) => ({ note, number, name: `${note.guid}/${number}` }));
  const numbers = isBlank(note.fields.Reverse) ? [0] : [0, 1];
  return numbers.map((number) => ({ note, number, name: number ? `${note.guid}/${number + 1}` : note.guid }));
}

const SIGNS = { lt: "<", gt: ">", amp: "&", quot: '"', nbsp: " " };

/* Not by the browser's own parser: ten thousand cards would take it seconds. */
function textOf(note) {
  note.text ??= Object.values(note.fields)
    .join(" ")
    .replace(CLOZE, (all, number, inside) => inside)
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:#(\d+)|(\w+));/g, (all, code, name) => (code ? String.fromCodePoint(Number(code)) : (SIGNS[name] ?? all)))
    .toLowerCase();
  return note.text;
}

function matches(card, words, deck, tag, state) {
  const note = card.note;
  if (deck && note.deck !== deck && !note.deck.startsWith(`${deck}::`)) return false;
  if (tag && !note.tags.some((own) => own === tag || own.startsWith(`${tag}::`))) return false;
  if (state && stateOf(note) !== state) return false;
  return words.every((one) => textOf(note).includes(one) || note.path.toLowerCase().includes(one));
}

function levels(names) {
  const all = new Set();
  for (const name of names) {
    const parts = name.split("::");
    parts.forEach((part, at) => all.add(parts.slice(0, at + 1).join("::")));
  }
  return [...all].sort((one, other) => one.localeCompare(other, "ko"));
}

function fillSelect(id, names, all) {
  const box = document.getElementById(id);
  const chosen = box.value;
  box.replaceChildren(new Option(uiText(all), ""), ...names.map((name) => new Option(name.replaceAll("::", " › "), name)));
  box.value = names.includes(chosen) ? chosen : "";
}

function fillStates() {
  const box = document.getElementById("state");
  const chosen = box.value;
  const options = STATES.map((state) => new Option(uiText("states")[state], state));
  box.replaceChildren(new Option(uiText("allStates"), ""), ...options);
  box.value = chosen;
}

function rowOf(card, at, current) {
  const row = document.createElement("div");
  row.className = "row";
  row.id = `row-${at}`;
  row.style.top = `${at * ROW}px`;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", String(at === current));
  row.setAttribute("aria-setsize", String(FOUND.length));
  row.setAttribute("aria-posinset", String(at + 1));
  row.dataset.at = at;
  const title = document.createElement("b");
  title.textContent = (card.note.title ??= lineOf(card.note.fields.Front)) || "·";
  title.lang = DATA.language;
  const below = document.createElement("span");
  const path = document.createElement("bdi"); // of a long path the end is shown, which tells one row from the next
  below.append(path);
  path.textContent = `${card.note.path}${card.number > 0 ? `  #${DATA.note_types[card.note.note_type].cloze ? card.number : card.number + 1}` : ""}`;
  row.append(title, below);
  const state = stateOf(card.note);
  if (state) row.classList.add("stated", state);
  return row;
}

function drawList(current) {
  const list = document.getElementById("list");
  let inner = list.firstElementChild;
  if (!inner) {
    inner = document.createElement("div");
    inner.setAttribute("role", "presentation");
    list.append(inner);
  }
  inner.style.height = `${FOUND.length * ROW}px`;
  const first = Math.max(0, Math.floor(list.scrollTop / ROW) - BEYOND);
  const last = Math.min(FOUND.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + BEYOND);
  const rows = [];
  for (let at = first; at < last; at += 1) rows.push(rowOf(FOUND[at], at, current));
  inner.replaceChildren(...rows);
  if (current >= first && current < last) list.setAttribute("aria-activedescendant", `row-${current}`);
  else list.removeAttribute("aria-activedescendant");
}

function bringIntoSight(at) {
  const list = document.getElementById("list");
  const top = at * ROW;
  if (top < list.scrollTop) list.scrollTop = top;
  if (top + ROW > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW - list.clientHeight;
}
