/* The table of articles. Only rows in view, and some beside them, are in the document, so that any number of them scrolls smoothly. */

const BESIDE = 12;
const ASSETS_SHOWN = 2;

/** A table whose rows ``show(rows, state)`` fills; ``move(by)`` goes so many down or up, ``reach(number)`` to an article. */
function articleTable(table) {
  const body = table.tBodies[0];
  const drawn = new Map();
  let rows = [], state = STATE, current = 0, height = 0;

  const top = () => body.getBoundingClientRect().top;
  const headings = () => Math.max(0, table.tHead.getBoundingClientRect().bottom);
  const linkAt = (place) => drawn.get(place)?.querySelector("a");

  /** Draws what is in view and not drawn yet, and takes away what has left it. */
  function draw() {
    const first = Math.max(0, Math.floor(-top() / height) - BESIDE);
    const end = Math.min(rows.length, Math.ceil((innerHeight - top()) / height) + BESIDE);
    for (const [place, row] of drawn) {
      if (place >= first && place < end) continue;
      row.remove();
      drawn.delete(place);
    }
    let before = null;
    for (let place = end - 1; place >= first; place -= 1) {
      if (!drawn.has(place)) {
        drawn.set(place, rowElement(rows[place], place, state));
        drawn.get(place).style.transform = `translateY(${place * height}px)`;
        body.insertBefore(drawn.get(place), before);
      }
      before = drawn.get(place);
    }
    // One row takes part in the order of tabs; from it, arrows and j and k lead on.
    const tab = drawn.has(current) ? current : firstInView();
    for (const place of drawn.keys()) linkAt(place).tabIndex = place === tab ? 0 : -1;
  }

  /** Draws anew; how tall a row is, the styles say. */
  function redraw() {
    body.replaceChildren(make("tr"));
    height = body.firstChild.getBoundingClientRect().height;
    body.replaceChildren();
    body.style.height = `${rows.length * height}px`;
    drawn.clear();
    draw();
  }

  function firstInView() {
    return Math.max(0, Math.min(rows.length - 1, Math.ceil((headings() - top()) / height)));
  }

  function go(place) {
    current = Math.max(0, Math.min(place, rows.length - 1));
    const y = top() + current * height;
    if (y < headings()) scrollBy(0, y - headings());
    else if (y + height > innerHeight) scrollBy(0, y + height - innerHeight);
    draw();
    linkAt(current).focus({ preventScroll: true });
  }

  let waiting = false;
  function drawSoon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (table.offsetParent) draw();
    });
  }

  addEventListener("scroll", drawSoon, { passive: true });
  addEventListener("resize", () => table.offsetParent && redraw());
  body.addEventListener("focusin", (event) => (current = Number(event.target.closest("tr").getAttribute("aria-rowindex")) - 2));

  return {
    show(given, newState) {
      [rows, state, current] = [given, newState, 0];
      table.setAttribute("aria-rowcount", rows.length + 1);
      redraw();
      // What was searched for while far down begins at its beginning.
      if (top() < headings()) scrollBy(0, top() - headings());
    },
    move(by) {
      if (rows.length) go(linkAt(current) === document.activeElement ? current + by : firstInView());
    },
    reach(number) {
      const place = rows.findIndex((row) => row.number === number);
      redraw();
      if (place >= 0) go(place);
    },
  };
}

/** The row of an article at its place in the list. */
function rowElement(row, place, state) {
  const element = make("tr", { role: "row", "aria-rowindex": place + 2 });
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
