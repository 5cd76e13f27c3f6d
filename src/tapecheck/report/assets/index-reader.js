/* An article opened from the index: one at a time is in the document, with ways to the one before, the one after, and back. */

/** Opens articles in ``view``; ``key`` does what a key asks for while one is open. */
function articleReader(view, rows, perPart) {
  const pageOf = articlePages(perPart);
  const place = view.querySelector(".place");
  let opened = null, stop = null, order = [];

  function empty() {
    stop?.();
    stop = null;
    place.replaceChildren();
  }

  /** Shows the article that the state names; anew if it stands there already, since the address may name another of its records. */
  async function open(state, given) {
    order = given;
    showWays(view, order, state);
    view.hidden = false;
    empty();
    opened = state.article;
    document.title = `${rows[opened].title} · tapecheck`;
    scrollTo(0, 0);
    let page;
    try {
      page = await pageOf(state.article);
    } catch (error) {
      page = make("p", { role: "alert", class: "failure" }, error.message);
    }
    if (opened !== state.article) return;
    place.replaceChildren(page);
    place.focus({ preventScroll: true });
    stop?.();
    stop = typeof startArticle === "function" ? startArticle(place) : null;
  }

  return {
    open,
    close() {
      empty();
      opened = null;
      view.hidden = true;
    },
    key(event, state, change) {
      const { before, after } = neighbours(order, state.article);
      const next = { "[": before, "]": after }[event.key];
      if (event.target.closest?.("input, select, textarea")) return;
      if (event.key === "Escape") change({ article: null });
      else if (next) change({ article: next.number, record: null }, { instead: true });
      else return;
      event.preventDefault();
    },
  };
}

/** Which articles stand before and after this one in the list as it is sorted and filtered. */
function neighbours(order, number) {
  const place = order.findIndex((row) => row.number === number);
  return { place, before: order[place - 1], after: place < 0 ? undefined : order[place + 1] };
}

/** The links at the head of an opened article. */
function showWays(view, order, state) {
  const { place, before, after } = neighbours(order, state.article);
  view.querySelector(".back").href = addressOf({ ...state, article: null });
  for (const [name, row] of Object.entries({ before, after })) {
    const link = view.querySelector(`.${name}`);
    if (row) link.href = addressOf({ ...state, article: row.number, record: null });
    else link.removeAttribute("href");
  }
  const told = place < 0 ? "" : `${NUMBERS.format(place + 1)} of ${NUMBERS.format(order.length)}`;
  view.querySelector(".position").textContent = told;
}
