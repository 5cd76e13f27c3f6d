/* What the picked articles add up to: in all, by time and by publisher. Each bar and name leads to the articles that it counts. */

const PUBLISHERS_SHOWN = 6;
const STRIPS = { articles: "articles", ...VERDICTS };
const STRIP_HEIGHT = 30;
const STRIP_APART = 8;
const WIDEST_BAR = 28;
const FEW_BARS = 6; // under so few, two dates have no room
const NUMBERS = new Intl.NumberFormat("en");

/** Fills the overview: ``rows`` are all articles, of which ``state`` picks some. */
function showOverview(root, rows, state) {
  const shown = picked(rows, state);
  root.querySelector(".totals").replaceChildren(...totalItems(totals(shown), state));
  showTime(root.querySelector(".by-time"), shown, state, rows);
  showPublishers(root.querySelector(".by-publisher"), picked(rows, state, "publisher"), state);
}

/** The figures at the head of the page; those of verdicts pick the articles that have one. */
function totalItems(sum, state) {
  const unchecked = sum.records - sum.supported - sum.refuted - sum.undecided;
  const plain = { articles: sum.articles, records: sum.records, ...(unchecked ? { "words or unchecked": unchecked } : {}) };
  const linked = { ...VERDICTS, contradictions: "contradictions" };
  return [
    ...Object.entries(plain).map(([words, value]) => total(words, NUMBERS.format(value))),
    ...Object.entries(linked).map(([name, words]) =>
      total(words, pick(NUMBERS.format(sum[name]), state, { has: name }), `total-${name}`),
    ),
  ];
}

function total(words, value, name = "total") {
  return make("div", { class: name }, make("dt", {}, words), make("dd", {}, value));
}

/** A link that picks the articles that ``change`` of the state leaves; if they are picked already, it takes that back. */
function pick(content, state, change) {
  const on = Object.entries(change).every(([name, value]) => state[name] === value);
  const back = Object.fromEntries(Object.keys(change).map((name) => [name, STATE[name]]));
  const link = make("a", { href: addressOf({ ...state, ...(on ? back : change) }), "data-pick": JSON.stringify(change) }, content);
  if (on) link.setAttribute("aria-current", "true");
  return link;
}

/** A strip of bars for each figure, one above the other over the same days or months; and the same as a table. */
function showTime(root, rows, state, all) {
  const found = stretches(rows, state, all);
  const unit = found[0]?.name.length === 7 ? "Month" : "Day";
  root.querySelector("h2").textContent = `By ${unit.toLowerCase()}`;
  root.querySelector("th").textContent = unit;
  const wider = root.querySelector(".wider");
  wider.hidden = !state.from && !state.to;
  wider.href = addressOf({ ...state, from: "", to: "" });
  root.querySelector(".chart").replaceChildren(...(found.length ? timeChart(found, state) : ["No article has a date."]));
  root
    .querySelector("tbody")
    .replaceChildren(
      ...found
        .filter(({ sum }) => sum.articles)
        .map(({ name, from, to, sum }) => sumRow(pick(name, state, { from, to }), sum)),
    );
}

/** The strips, each to a scale of its own, and the words beside and under them. */
function timeChart(found, state) {
  const names = Object.keys(STRIPS);
  const most = names.map((name) => Math.max(...found.map(({ sum }) => sum[name])));
  const height = names.length * (STRIP_HEIGHT + STRIP_APART) - STRIP_APART;
  const svg = make("svg", { viewBox: `0 0 ${found.length} ${height}`, preserveAspectRatio: "none" });
  svg.style.maxWidth = `${found.length * WIDEST_BAR}px`;
  const marker = svg.appendChild(make("rect", { class: "marker", y: 0, width: 1, height, visibility: "hidden" }));
  names.forEach((name, place) => {
    const foot = place * (STRIP_HEIGHT + STRIP_APART) + STRIP_HEIGHT;
    found.forEach(({ sum }, at) => {
      const tall = sum[name] && Math.max(1, (sum[name] / most[place]) * STRIP_HEIGHT);
      if (tall) svg.append(make("rect", { class: `bar-${name}`, x: at + 0.1, y: foot - tall, width: 0.8, height: tall }));
    });
  });
  const labels = names.map((name, place) => make("li", {}, STRIPS[name], make("span", {}, `most ${NUMBERS.format(most[place])}`)));
  const readout = make("p", { class: "readout" });
  follow(svg, found, state, marker, readout);
  const chart = make("div", { class: "strips", "aria-hidden": "true" }, make("ol", {}, ...labels), svg, readout);
  return [chart];
}

/** Under the pointer: which day it is and what it has; a click picks it. The table has the same for the keyboard. */
function follow(svg, found, state, marker, readout) {
  const ends = () => {
    const few = found.length < FEW_BARS;
    const names = [...new Set([found[0].name, found.at(-1).name])];
    readout.replaceChildren(...(few ? [names.join(" to ")] : names).map((name) => make("span", {}, name)));
    readout.style.maxWidth = few ? "" : svg.style.maxWidth;
  };
  const under = (event) => {
    const box = svg.getBoundingClientRect();
    return Math.max(0, Math.min(found.length - 1, Math.floor(((event.clientX - box.left) / box.width) * found.length)));
  };
  svg.addEventListener("pointermove", (event) => {
    const place = under(event);
    const { name, sum } = found[place];
    marker.setAttribute("x", place);
    marker.setAttribute("visibility", "visible");
    const words = { ...STRIPS, articles: sum.articles === 1 ? "article" : "articles" };
    const told = Object.keys(STRIPS).map((key) => `${NUMBERS.format(sum[key])} ${words[key]}`);
    readout.style.maxWidth = "";
    readout.textContent = `${name}: ${told.join(" · ")}`;
  });
  svg.addEventListener("pointerleave", () => {
    marker.setAttribute("visibility", "hidden");
    ends();
  });
  svg.addEventListener("click", (event) => {
    const { from, to } = found[under(event)];
    location.hash = addressOf({ ...state, from, to });
  });
  ends();
}

/** The publishers with most articles, and what all others have together. */
function showPublishers(root, rows, state) {
  const by = [...totalsBy(rows, (row) => row.publisher)].sort(
    ([a, first], [b, second]) => second.articles - first.articles || COLLATOR.compare(a, b),
  );
  const chosen = by.filter(([name], place) => place < PUBLISHERS_SHOWN || name === state.publisher);
  const others = by.filter((one) => !chosen.includes(one)).map(([, sum]) => sum);
  const most = Math.max(1, ...chosen.map(([, sum]) => sum.records));
  const shown = chosen.map(([name, sum]) => sumRow(pick(make("bdi", {}, name), state, { publisher: name }), sum, most));
  if (others.length) shown.push(sumRow(`${NUMBERS.format(others.length)} others`, added(others)));
  root.querySelector("tbody").replaceChildren(...shown);
}

function added(sums) {
  return Object.fromEntries(Object.keys(sums[0]).map((name) => [name, sums.reduce((all, sum) => all + sum[name], 0)]));
}

/** A row of figures; with ``most``, a bar shows its records by verdict, as long as they are many of the most. */
function sumRow(name, sum, most = 0) {
  const figures = ["articles", "records", ...Object.keys(VERDICTS)];
  const row = make("tr", {}, make("th", { scope: "row" }, name));
  row.append(...figures.map((figure) => make("td", sum[figure] ? {} : { class: "none" }, NUMBERS.format(sum[figure]))));
  if (most) row.firstChild.append(verdictBar(sum, most));
  return row;
}

function verdictBar(sum, most) {
  const svg = make("svg", { viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" });
  let x = 0;
  for (const name of Object.keys(VERDICTS)) {
    const width = (sum[name] / most) * 100;
    svg.append(make("rect", { class: `bar-${name}`, x, y: 0, width, height: 4 }));
    x += width;
  }
  return svg;
}
