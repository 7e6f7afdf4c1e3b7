// The switch between light and dark, and the search. Nothing here asks the network.
const script = document.currentScript;
const root = script.dataset.root;
const dark = matchMedia("(prefers-color-scheme: dark)");

document.getElementById("theme").addEventListener("click", () => {
  const { dataset } = document.documentElement;
  const current = dataset.theme ?? (dark.matches ? "dark" : "light");
  dataset.theme = current === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("theme", dataset.theme);
  } catch {
    // It is not remembered then.
  }
});

const field = document.getElementById("search");
const list = document.getElementById("found");

/** The index is large: it comes with the first key. */
function loadIndex() {
  if (globalThis.searchIndex || document.getElementById("search-index")) return;
  const element = document.createElement("script");
  element.id = "search-index";
  element.src = `${root}assets/search-index.js`;
  element.addEventListener("load", search);
  document.head.append(element);
}

function search() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  list.hidden = words.length === 0;
  if (list.hidden || !globalThis.searchIndex) return;
  const found = globalThis.findInPages(globalThis.searchIndex, words);
  list.replaceChildren(...found.map((entry) => rowOf(entry, words[0])));
  if (found.length === 0) list.append(Object.assign(document.createElement("li"), { textContent: "nothing found" }));
}

function rowOf({ link, page, heading, text }, word) {
  const row = document.createElement("li");
  const anchor = Object.assign(document.createElement("a"), { href: root + link, textContent: heading });
  const at = Math.max(0, text.toLowerCase().indexOf(word) - 40);
  const excerpt = Object.assign(document.createElement("span"), {
    textContent: `${page}: ${text.slice(at, at + 120)}`,
  });
  row.append(anchor, excerpt);
  return row;
}

field.addEventListener("input", () => {
  loadIndex();
  search();
});
field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("a")?.click();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== field) {
    event.preventDefault();
    field.focus();
  }
  if (event.key === "Escape") list.hidden = true;
});
document.querySelector('[aria-current="page"]')?.scrollIntoView({ block: "nearest" });
