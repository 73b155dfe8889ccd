/* The card in a document of its own, as wide as Anki's window: its style sheet and the page's stay apart. */
const NO_TRANSLATION = `.translation { display: none !important; } .below > .text > .original { display: block !important; }`;
const EXTRA = `.voice { opacity: 0.5; font-size: 0.8em; } .remote { border: 1px dashed currentColor; padding: 0.2em 0.6em; opacity: 0.7; font-size: 0.8em; }
tex { font-family: monospace; font-size: 0.9em; } math[display="block"] { margin: 1em 0; }`;

function sheetOf(view, css) {
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

function local(doc, name) {
  for (const element of doc.querySelectorAll(`[${name}]`)) {
    const address = element.getAttribute(name);
    const known = DATA.media[address] || DATA.media[decoded(address)];
    if (known) element.setAttribute(name, known);
    else if (/^(https?:)?\/\//i.test(address)) element.replaceWith(remote(doc, element, address));
  }
}

function decoded(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function remote(doc, element, address) {
  const box = doc.createElement("a");
  box.className = "remote";
  box.href = address;
  box.textContent = `${uiText("remote")}: ${element.getAttribute("alt") || address}`;
  return box;
}

/* Inline styles are only the widths of drawn characters; set one by one they need no leave of the page's policy. */
function imported(target, html) {
  const doc = new DOMParser().parseFromString(html, "text/html");
  local(doc, "src");
  for (const link of doc.querySelectorAll("a[href]")) Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
  const styled = [...doc.querySelectorAll("[style]")].map((element) => [element, element.getAttribute("style")]);
  for (const [element] of styled) element.removeAttribute("style");
  const marks = styled.map(([element, style], at) => (element.setAttribute("data-styled", at), style));
  const nodes = [...doc.body.childNodes].map((node) => target.importNode(node, true));
  const box = target.createDocumentFragment();
  box.append(...nodes);
  for (const element of box.querySelectorAll("[data-styled]")) element.style.cssText = marks[Number(element.dataset.styled)];
  return box;
}

function showInFrame(html, number) {
  const frame = document.getElementById("frame");
  const doc = frame.contentDocument;
  const view = frame.contentWindow;
  const night = pressed("night");
  doc.documentElement.className = night ? "night-mode nightMode" : "";
  doc.documentElement.lang = DATA.language;
  doc.body.className = `card card${number} ${night ? "nightMode night_mode" : ""}`;
  const sheets = [DATA.css, EXTRA, ...(pressed("translation") ? [] : [NO_TRANSLATION])];
  doc.adoptedStyleSheets = sheets.map((css) => sheetOf(view, css));
  doc.body.replaceChildren(imported(doc, html));
  tellHeight(doc);
  doc.getElementById("answer")?.scrollIntoView({ block: "nearest" });
  if (!doc.getElementById("answer")) view.scrollTo(0, 0);
}

/* Where the texts of a card stand below it, the card is no higher than it must be; its body may be higher. */
function tellHeight(doc) {
  const range = doc.createRange();
  range.selectNodeContents(doc.body);
  const space = parseFloat(doc.defaultView.getComputedStyle(doc.body).marginBottom);
  const height = doc.documentElement.scrollTop + range.getBoundingClientRect().bottom + space;
  document.getElementById("frame").style.setProperty("--card-height", `${Math.ceil(height) + 2}px`);
}

const EDGE = 0.2; // of the width: there a finger goes to the card before or after, elsewhere it turns the card

function prepareFrame() {
  const doc = document.getElementById("frame").contentDocument;
  new ResizeObserver(() => tellHeight(doc)).observe(doc.body);
  let finger = false; // what touched the card last; a click does not say it in every browser
  doc.addEventListener("pointerdown", (event) => (finger = event.pointerType === "touch"));
  doc.addEventListener("click", (event) => {
    const own = event.target.closest("a, summary, audio, video, button");
    if (own || String(doc.getSelection()) !== "") return;
    const at = event.clientX / doc.documentElement.clientWidth;
    if (finger && (at < EDGE || at > 1 - EDGE)) go(now.at + (at < EDGE ? -1 : 1));
    else turn();
  });
  doc.addEventListener("keydown", onKey);
}
