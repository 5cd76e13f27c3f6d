/* The rows of the index: read from the page, picked, sorted, and added up. Pure functions of what they are given. */

const VERDICTS = { supported: "supported", refuted: "refuted", undecided: "not enough info" };
const NO_PUBLISHER = "not named";

/** What stands in the page as JSON, as one object an article; see ``rows.py``. */
function readRows(data) {
  return data.rows.map(([published, publisher, title, records, supported, refuted, undecided, contradictions, assets], number) => ({
    number,
    published,
    day: published.slice(0, 10),
    publisher: data.publishers[publisher] || NO_PUBLISHER,
    title,
    searched: title.toLowerCase(),
    records,
    supported,
    refuted,
    undecided,
    contradictions,
    assets: assets.map((place) => data.assets[place]),
  }));
}

/** The rows that pass every filter of ``state`` but the one that ``except`` names. */
function picked(rows, state, except = "") {
  const on = (name) => (name === except ? "" : state[name]);
  const words = on("q").toLowerCase().split(/\s+/).filter(Boolean);
  const [publisher, has, asset, from, to] = ["publisher", "has", "asset", "from", "to"].map(on);
  return rows.filter(
    (row) =>
      (!publisher || row.publisher === publisher) &&
      (!has || row[has] > 0) &&
      (!asset || row.assets.includes(asset)) &&
      (!from || row.day >= from) &&
      (!to || (row.day !== "" && row.day < to)) &&
      words.every((word) => row.searched.includes(word)),
  );
}

const COLLATOR = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/** The rows in the order that ``sort`` names: a field, with "-" before it from the greatest down; what is alike, the newest first. */
function sorted(rows, sort) {
  const field = sort.replace(/^-/, "");
  const way = sort.startsWith("-") ? -1 : 1;
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const compare = field === "title" || field === "publisher" ? COLLATOR.compare : order;
  return [...rows].sort(
    (a, b) => way * compare(a[field], b[field]) || order(b.published, a.published) || a.number - b.number,
  );
}

/** How many articles, records, verdicts and contradictions the rows have together. */
function totals(rows) {
  const sum = { articles: rows.length, records: 0, supported: 0, refuted: 0, undecided: 0, contradictions: 0 };
  for (const row of rows) for (const name in sum) if (name !== "articles") sum[name] += row[name];
  return sum;
}

/** Map of what ``keyOf`` says of a row to the totals of all rows of which it says the same. */
function totalsBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  return new Map([...groups].map(([key, group]) => [key, totals(group)]));
}

const MOST_DAYS = 100;

/** The stretches of time from the first day to the last without a hole: days, or months if the days are too many to be seen.
 *
 * They are those that ``state`` picks, as far as ``all`` rows reach; where it picks none, those of ``rows``.
 */
function stretches(rows, { from, to }, all) {
  if (!rows.some((row) => row.day)) return [];
  const [earliest, latest] = reach(all);
  const [first, last] = reach(rows);
  const start = from > earliest ? from : first;
  const end = to && previousDay(to) < latest ? previousDay(to) : last;
  const letters = (Date.parse(end) - Date.parse(start)) / 86_400_000 < MOST_DAYS ? 10 : 7;
  const by = totalsBy(rows.filter((row) => row.day), (row) => row.day.slice(0, letters));
  const found = [];
  for (let name = start.slice(0, letters); name <= end.slice(0, letters); name = following(name)) {
    found.push({ name, from: full(name), to: full(following(name)), sum: by.get(name) || totals([]) });
  }
  return found;
}

/** The first and the last day of the rows. */
function reach(rows) {
  const days = rows.map((row) => row.day).filter(Boolean);
  return [days.reduce((a, b) => (a < b ? a : b)), days.reduce((a, b) => (a > b ? a : b))];
}

function previousDay(day) {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

/** The day or month after this one. */
function following(name) {
  const date = new Date(full(name));
  if (name.length === 7) date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, name.length);
}

/** The first day of a month; a day as it is. */
function full(name) {
  return name.length === 7 ? `${name}-01` : name;
}
