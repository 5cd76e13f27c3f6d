/* The index: what the address names is shown, and what a reader does goes to the address. */

/** Starts the index of ``root``; an opened article is put into ``view``. */
function startIndex(root, view) {
  const data = JSON.parse(document.getElementById("index-data").textContent);
  const rows = readRows(data);
  const table = articleTable(root.querySelector(".articles"));
  const form = root.querySelector("form");
  const reader = articleReader(view, rows, data.per_part);
  const shownTitle = document.title;
  let state = null, order = [], drawn = null, left = 0;

  fillChoices(form, rows);
  keepAboveTable(root);
  // On a phone, the articles come first.
  root.querySelector(".overview").open = !matchMedia("(max-width: 60rem)").matches;

  function apply() {
    if (state && !isState()) return;
    const before = state;
    state = readAddress();
    if (!rows[state.article]) state.article = null;
    if (!before || Object.keys(STATE).some((name) => before[name] !== state[name])) order = sorted(picked(rows, state), state.sort);
    const opens = state.article !== null;
    if (opens && !root.hidden) left = scrollY;
    const comesFrom = root.hidden ? before?.article : null;
    root.hidden = opens;
    if (opens) {
      reader.open(state, order);
      return;
    }
    reader.close();
    document.title = shownTitle;
    if (drawn !== order) drawIndex();
    if (comesFrom != null) {
      scrollTo(0, left);
      table.reach(comesFrom);
    }
  }

  function drawIndex() {
    const focused = document.activeElement?.dataset?.pick;
    drawn = order;
    showTools(form, state, order.length, rows.length);
    showSort(root, state);
    showOverview(root, rows, state);
    table.show(order, state);
    if (focused) root.querySelector(`[data-pick="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  /** ``instead``: in the place of what stood in the address, so that Back does not stop at every letter of a search. */
  function change(changes, { instead = false } = {}) {
    history[instead ? "replaceState" : "pushState"](null, "", addressOf({ ...state, ...changes }));
    apply();
  }

  form.addEventListener("input", (event) => change({ [event.target.name]: event.target.value }, { instead: event.target.name === "q" }));
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    change({ ...STATE, sort: state.sort });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    table.move(0);
  });
  root.querySelector(".articles thead").addEventListener("click", (event) => {
    const field = event.target.closest("button")?.dataset.sort;
    if (!field) return;
    const down = field !== "title" && field !== "publisher";
    const first = down ? `-${field}` : field;
    change({ sort: state.sort === first ? (down ? field : `-${field}`) : first });
  });
  addEventListener("hashchange", apply);
  // On the window, so that what an open article does with a key comes first.
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (state.article !== null) reader.key(event, state, change);
    else indexKey(event, form, table);
  });
  apply();
}

/** The keys of the table: arrows, j and k; "/" to search, Escape out of it. */
function indexKey(event, form, table) {
  const field = event.target.closest?.("input, select, textarea");
  const moves = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };
  if (field) {
    if (event.key === "Escape") field.blur();
    else if (event.key !== "ArrowDown" || field.name !== "q") return;
    else table.move(0);
  } else if (event.key === "/") form.q.focus();
  else if (event.key in moves && (event.key.length === 1 || event.target.closest?.(".articles tbody"))) table.move(moves[event.key]);
  else return;
  event.preventDefault();
}

/** The filters as the state has them, and how many articles pass. */
function showTools(form, state, shown, all) {
  for (const name of Object.keys(STATE)) if (form[name].value !== state[name]) form[name].value = state[name];
  const filtered = Object.keys(STATE).some((name) => name !== "sort" && state[name]);
  form.querySelector("[type=reset]").disabled = !filtered;
  const told = filtered ? `${NUMBERS.format(shown)} of ${NUMBERS.format(all)} articles` : `${NUMBERS.format(all)} articles`;
  form.querySelector("[role=status]").textContent = told;
}

function showSort(root, state) {
  for (const button of root.querySelectorAll("[data-sort]")) {
    const heading = button.closest("th");
    if (state.sort.replace("-", "") !== button.dataset.sort) heading.removeAttribute("aria-sort");
    else heading.setAttribute("aria-sort", state.sort.startsWith("-") ? "descending" : "ascending");
  }
}

/** The publishers by name, and the assets that most articles speak of first. */
function fillChoices(form, rows) {
  const publishers = [...totalsBy(rows, (row) => row.publisher)].sort(([a], [b]) => COLLATOR.compare(a, b));
  const named = new Map();
  for (const row of rows) for (const asset of row.assets) named.set(asset, (named.get(asset) || 0) + 1);
  const assets = [...named].sort(([a, first], [b, second]) => second - first || COLLATOR.compare(a, b));
  const option = ([value, count]) => make("option", { value }, `${value} (${NUMBERS.format(count)})`);
  form.publisher.append(...publishers.map(([name, sum]) => option([name, sum.articles])));
  form.asset.append(...assets.map(option));
}

/** The headings of the table stay under the filters, however many lines those take. */
function keepAboveTable(root) {
  const tools = root.querySelector(".tools");
  new ResizeObserver(() => root.style.setProperty("--tools", `${tools.offsetHeight}px`)).observe(tools);
}
