/* Anki's templates: from the fields of a note to the two sides of a card. */
const DATA = JSON.parse(document.getElementById("data").textContent);
const SECTION = /\{\{([#^])\s*([^{}]+?)\s*\}\}([\s\S]*?)\{\{\/\s*\2\s*\}\}/;
const FIELD = /\{\{\s*([^{}#^/][^{}]*?)\s*\}\}/g;
const CLOZE = /\{\{c(\d+)::([\s\S]*?)(?:::([\s\S]*?))?\}\}/g;
const SPEECH = /\[anki:tts[^\]]*\][\s\S]*?\[\/anki:tts\]/g;

function isBlank(text) {
  return text === undefined || text.trim() === "";
}

function withSections(template, fields, cloze) {
  let text = template;
  for (let found = SECTION.exec(text); found; found = SECTION.exec(text)) {
    const [all, sign, name, inside] = found;
    const number = /^c(\d+)$/.exec(name);
    const filled = number ? Number(number[1]) === cloze : !isBlank(fields[name]);
    text = text.slice(0, found.index) + ((sign === "#") === filled ? inside : "") + text.slice(found.index + all.length);
  }
  return text;
}

function withClozes(text, cloze, answer) {
  return text.replace(CLOZE, (all, number, inside, hint) => {
    if (Number(number) !== cloze) return inside;
    return `<span class="cloze">${answer ? inside : `[${hint || "..."}]`}</span>`;
  });
}

function plain(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent;
}

/* On one line, with a blank where a block ended. */
function lineOf(html) {
  return plain(html.replace(/<\/(?:div|p|li|td|th)>|<br\s*\/?>/g, "$& "));
}

function value(name, fields, cloze, answer) {
  const filters = name.split(":");
  let text = fields[filters.pop().trim()] || "";
  for (const filter of filters.reverse()) {
    if (filter === "cloze") text = withClozes(text, cloze, answer);
    if (filter === "text") text = plain(text);
  }
  return text;
}

function filled(template, fields, cloze, answer) {
  const text = withSections(template, fields, cloze);
  return text.replace(FIELD, (all, name) => value(name, fields, cloze, answer)).replace(SPEECH, '<span class="voice">🔊</span>');
}

/* Both sides of a card as HTML. `card` has the note, and the number of its template or cloze. */
function sides(card) {
  const kind = DATA.note_types[card.note.note_type];
  const template = kind.templates[kind.cloze ? 0 : card.number];
  const cloze = kind.cloze ? card.number : 0;
  const fields = { ...card.note.fields, Deck: card.note.deck, Tags: card.note.tags.join(" "), Card: template.name, Type: kind.name };
  const question = filled(template.question, fields, cloze, false);
  return [question, filled(template.answer, { ...fields, FrontSide: question }, cloze, true)];
}
