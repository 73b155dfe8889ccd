/* What a reader has chosen outlives the loading of a new page by the server. */
const VIEW_KEY = "notedeck-view";
const CHOICES = ["search", "deck", "tag", "state", "kind"];
const SWITCHES = ["night", "phone", "translation", "review"];
let news = null; // the connection to the server, if the page is served
let isNewer = false; // the server has a newer page, and something here is not saved

function rememberView() {
  const { at, side, language } = now;
  const values = Object.fromEntries(CHOICES.map((id) => [id, document.getElementById(id).value]));
  const switches = Object.fromEntries(SWITCHES.map((id) => [id, pressed(id)]));
  sessionStorage.setItem(VIEW_KEY, JSON.stringify({ at, side, language, values, switches }));
}

function restoreView() {
  const view = JSON.parse((DATA.edition && sessionStorage.getItem(VIEW_KEY)) || "null");
  sessionStorage.removeItem(VIEW_KEY);
  if (!view) return null;
  now.language = view.language;
  translatePage();
  for (const id of CHOICES) document.getElementById(id).value = view.values[id];
  for (const id of SWITCHES) press(id, view.switches[id]);
  return view;
}

function reload() {
  isNewer = true;
  reloadIfNew();
}

function reloadIfNew() {
  if (!isNewer) return;
  if (isDirty()) {
    say(uiText("unsaved"));
    return;
  }
  rememberView();
  news?.close(); // or Firefox complains that it broke off
  location.reload();
}

function say(text) {
  const message = document.getElementById("message");
  message.textContent = text;
  message.hidden = false;
}
