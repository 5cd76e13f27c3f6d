/* The table of articles. Only rows in view, and some beside them, are in the document, so that any number of them scrolls smoothly. */

const BESIDE = 12;
const ASSETS_SHOWN = 2;

/** A table whose rows ``show(rows, state)`` fills; ``move(by)`` goes down or up, ``reach(number)`` to an article. */
function articleTable(table) {
  const body = table.tBodies[0];
  const drawn = new Map();
  let rows = [], state = STATE, current = 0, height = 0;

  const above = () => table.tHead.getBoundingClientRect().bottom;

  function draw() {
    const top = body.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(-top / height) - BESIDE);
    const last = Math.min(rows.length, Math.ceil((innerHeight - top) / height) + BESIDE);
    for (const [place, row] of drawn) if (place < first || place >= last) drawn.delete(place) && row.remove();
    let next = body.firstElementChild;
    for (let place = first; place < last; place += 1) {
      const there = drawn.get(place);
      if (there) next = there.nextElementSibling;
      else body.insertBefore(drawn.set(place, rowElement(rows[place], place, state, height)).get(place), next);
    }
    // One row takes part in the order of tabs; from it, arrows and j and k lead on.
    const tab = drawn.has(current) ? current : Math.min(first + (first && BESIDE), Math.max(0, last - 1));
    for (const [place, row] of drawn) row.querySelector("a").tabIndex = place === tab ? 0 : -1;
  }

  function measure() {
    const probe = body.appendChild(document.createElement("tr"));
    height = probe.getBoundingClientRect().height;
    probe.remove();
    body.style.height = `${rows.length * height}px`;
  }

  function clear() {
    body.replaceChildren();
    drawn.clear();
  }

  function go(place, { focus }) {
    current = Math.max(0, Math.min(place, rows.length - 1));
    const y = body.getBoundingClientRect().top + current * height;
    if (y < above()) scrollBy(0, y - above());
    else if (y + height > innerHeight) scrollBy(0, y + height - innerHeight);
    draw();
    if (focus) drawn.get(current)?.querySelector("a").focus({ preventScroll: true });
  }

  function redraw() {
    clear();
    measure();
    draw();
  }

  let asked = 0;
  addEventListener("scroll", () => (asked ||= requestAnimationFrame(() => ((asked = 0), table.offsetParent && draw()))), { passive: true });
  addEventListener("resize", () => table.offsetParent && redraw());
  body.addEventListener("focusin", (event) => (current = Number(event.target.closest("tr").getAttribute("aria-rowindex")) - 2));

  return {
    show(given, newState) {
      [rows, state, current] = [given, newState, 0];
      table.setAttribute("aria-rowcount", rows.length + 1);
      redraw();
    },
    move(by) {
      const there = drawn.get(current)?.contains(document.activeElement);
      if (rows.length) go(there ? current + by : firstInView(), { focus: true });
    },
    reach(number) {
      const place = rows.findIndex((row) => row.number === number);
      redraw();
      if (place >= 0) go(place, { focus: true });
    },
  };

  function firstInView() {
    const top = body.getBoundingClientRect().top;
    const first = Math.max(0, Math.ceil((above() - top) / height));
    return drawn.has(current) && current >= first ? current : first;
  }
}

/** The row of an article at its place in the list. */
function rowElement(row, place, state, height) {
  const element = make("tr", { role: "row", "aria-rowindex": place + 2 });
  element.style.transform = `translateY(${place * height}px)`;
  const link = make("a", { href: addressOf({ ...state, article: row.number }), dir: "auto", title: row.title }, row.title);
  const rest = row.assets.length - ASSETS_SHOWN;
  element.append(
    cell("title", link),
    cell("published", row.published || "no date"),
    cell("publisher", make("bdi", {}, row.publisher)),
    cell("assets", row.assets.slice(0, ASSETS_SHOWN).join(" ") + (rest > 0 ? ` +${rest}` : "")),
    count("records", row.records, row.records === 1 ? "record" : "records"),
    ...Object.entries(VERDICTS).map(([name, words]) => count(name, row[name], words)),
    count("contradictions", row.contradictions, row.contradictions === 1 ? "contradiction" : "contradictions"),
  );
  return element;
}

/** A cell of the table. */
function cell(name, ...content) {
  return make("td", { role: "cell", class: `cell-${name}` }, ...content);
}

/** A cell with a number; its words are for the narrow form of the table, which has no headings. */
function count(name, number, words) {
  const element = cell(name, String(number), make("span", { class: "unit", "aria-hidden": "true" }, ` ${words}`));
  if (!number) element.classList.add("none");
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
const SVG_NAMES = new Set(["svg", "rect", "line", "g"]);

/** An element with attributes and content; strings among the content are text. */
function make(name, attributes = {}, ...content) {
  const element = SVG_NAMES.has(name) ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...content);
  return element;
}
