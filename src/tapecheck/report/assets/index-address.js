/* What is shown stands in the address behind "#", so that a link leads to it and Back goes back. */

const STATE = { q: "", publisher: "", has: "", asset: "", from: "", to: "", sort: "-published" };
const SORTED_BY = /^-?(published|publisher|title|records|supported|refuted|undecided|contradictions)$/;

/** The state that the address names; ``article``: the number of the one that is open, ``null`` for the index. */
function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const state = Object.fromEntries(Object.entries(STATE).map(([name, usual]) => [name, given.get(name) ?? usual]));
  if (!SORTED_BY.test(state.sort)) state.sort = STATE.sort;
  for (const name of ["from", "to"]) if (!isDay(state[name])) state[name] = "";
  const number = given.get("article");
  return { ...state, article: /^\d{1,7}$/.test(number ?? "") ? Number(number) : null, record: given.get("record") };
}

function isDay(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** The address of a state: only what differs from the usual stands in it. */
function addressOf(state) {
  const said = new URLSearchParams();
  if (state.article !== null) said.set("article", state.article);
  if (state.article !== null && state.record) said.set("record", state.record);
  for (const [name, usual] of Object.entries(STATE)) if (state[name] !== usual) said.set(name, state[name]);
  return `#${said}`;
}

/** Whether the address speaks of the page at all, and not of a place in it ("#r-…"). */
function isState() {
  return location.hash.length < 2 || location.hash.includes("=");
}
