/* One article at work: a highlight opens its card, keys go from record to record, buttons pick some of them. */

/** Starts the article in ``root``; gives back what stops it. */
function startArticle(root) {
  const article = root.querySelector("main.article");
  if (!article) return () => {};
  const panel = article.querySelector(".cards");
  const steps = panel.querySelector(".steps");
  const close = steps.querySelector("[data-step='0']");
  const told = panel.querySelector("[role=status]");
  const keys = article.querySelector("dialog.keys");
  const cards = [...panel.querySelectorAll(".card")];
  const choices = [...article.querySelectorAll(".choice")];
  const cardOf = new Map(cards.map((card) => [card.dataset.card, card]));
  const highlights = new Map(cards.map((card) => [card.dataset.card, []]));
  for (const link of article.querySelectorAll("a.record")) highlights.get(link.dataset.record)?.push(link);
  let chosen = null;

  const shown = () => cards.filter((card) => !card.hidden);

  /** Opens the card of a record and marks it in the text; ``where``: what is brought into view, the text or nothing. */
  function choose(id, { where = "text", focus = false } = {}) {
    if (id !== null && !cardOf.has(id)) return;
    for (const link of highlights.get(chosen) ?? []) link.removeAttribute("aria-current");
    cardOf.get(chosen)?.classList.remove("chosen");
    if (cardOf.has(chosen) && chosen !== id) cardOf.get(chosen).open = false;
    chosen = id;
    panel.classList.toggle("raised", id !== null);
    close.disabled = id === null;
    rememberRecord(id);
    if (id === null) return;
    const card = cardOf.get(id);
    if (card.hidden) showAll();
    card.classList.add("chosen");
    card.open = true;
    for (const link of highlights.get(id)) link.setAttribute("aria-current", "true");
    if (where === "text" || isNarrow()) intoView(highlights.get(id)[0]);
    inView(card);
    if (focus) card.querySelector("summary").focus({ preventScroll: true });
    const there = shown();
    const words = [".value", ".what"].map((name) => card.querySelector(`summary ${name}`).textContent);
    told.textContent = `${there.indexOf(card) + 1} of ${there.length}: ${words.join(", ")}, ${card.querySelector(".verdict").textContent}`;
  }

  /** Lets go of every button of the filter. */
  function showAll() {
    for (const button of choices) button.ariaPressed = "false";
    filter();
  }

  /** Scrolls the panel, and not the page, so that the card is in it. */
  function inView(card) {
    if (panel.scrollHeight <= panel.clientHeight) return;
    const head = panel.querySelector(".cards-head").offsetHeight;
    const place = card.getBoundingClientRect(), frame = panel.getBoundingClientRect();
    if (place.top < frame.top + head || place.bottom > frame.bottom) panel.scrollTop += place.top - frame.top - head;
  }

  function step(by) {
    const there = shown();
    if (by === 0 || there.length === 0) return choose(null);
    const place = there.indexOf(cardOf.get(chosen));
    const next = place < 0 ? (by > 0 ? 0 : there.length - 1) : Math.min(Math.max(place + by, 0), there.length - 1);
    choose(there[next].dataset.card);
  }

  /** Shows the records that a pressed verdict and a pressed kind allow; with none pressed, all. */
  function filter() {
    const wanted = (name) => choices.filter((one) => one.dataset.filter === name && one.ariaPressed === "true").map((one) => one.dataset.key);
    const verdicts = wanted("verdict"), kinds = wanted("kind");
    for (const card of cards) {
      const { verdict, kind } = card.dataset;
      card.hidden = (verdicts.length > 0 && !verdicts.includes(verdict)) || (kinds.length > 0 && !kinds.includes(kind));
      for (const link of highlights.get(card.dataset.card)) link.classList.toggle("off", card.hidden);
    }
    if (cardOf.get(chosen)?.hidden) choose(null);
    const left = shown().length;
    panel.querySelector(".count").textContent = left === cards.length ? "" : `${left} of `;
    panel.querySelector(".none-left").hidden = left > 0 || cards.length === 0;
    told.textContent = `${left} of ${cards.length} records shown`;
  }

  function clicked(event) {
    const button = event.target.closest("button");
    if (button?.matches(".choice")) {
      button.ariaPressed = button.ariaPressed === "true" ? "false" : "true";
      filter();
    } else if (button?.dataset.step) step(Number(button.dataset.step));
    else if (button && "keys" in button.dataset) showKeys();
    const link = event.target.closest("a[href^='#']");
    const target = link?.getAttribute("href").slice(1);
    // With a key held, a link opens in a tab or window of its own.
    if (target === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.record) choose(link.dataset.record, { where: link.matches(".record") ? "here" : "text", focus: event.detail === 0 });
    else if (target.startsWith("h-")) choose(target.slice(2));
    else showPlace(article.ownerDocument.getElementById(target));
  }

  function showKeys() {
    if (keys.open) keys.close();
    else keys.showModal();
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea")) return;
    const by = { j: 1, n: 1, k: -1, p: -1 }[event.key];
    if (event.key === "?" || (keys.open && event.key === "Escape")) showKeys();
    else if (keys.open) return event.stopPropagation();
    else if (by) step(by);
    else if (event.key === "Escape" && chosen !== null) step(0);
    else if (event.key === "f") choices[0]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** A card's own heading opens and closes it like a highlight. */
  function toggled(event) {
    const summary = event.target.closest(".card > summary");
    if (!summary) return;
    event.preventDefault();
    const { card } = summary.parentElement.dataset;
    choose(card === chosen ? null : card);
  }

  function moved() {
    if (recordInAddress() !== null && recordInAddress() !== chosen) choose(recordInAddress());
  }

  for (const button of choices) button.disabled = false;
  steps.hidden = cards.length === 0;
  panel.addEventListener("click", toggled);
  article.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed, true);
  addEventListener("hashchange", moved);
  // A link that is copied or opened in a tab of its own leads to the record of this article, whatever else the page holds.
  for (const link of article.querySelectorAll("a[data-record]")) link.setAttribute("href", addressOfRecord(link.dataset.record));
  choose(recordInAddress());
  return () => {
    document.removeEventListener("keydown", pressed, true);
    removeEventListener("hashchange", moved);
  };
}

/** Whether cards rise from below, over the text. */
function isNarrow() {
  return matchMedia("(max-width: 60rem)").matches;
}

/** Scrolls as little as brings the element into view; its ``scroll-margin`` keeps it off the edges and off the raised card. */
function intoView(element) {
  element?.scrollIntoView({ block: "nearest" });
}

/** Brings a place of the text into view and into focus, out of what is folded around it. */
function showPlace(place) {
  if (!place) return;
  const folded = place.closest("details");
  if (folded) folded.open = true;
  place.scrollIntoView({ block: place.matches("h2") ? "start" : "center" });
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/** The record that the address names; an index of articles has an address of its own. */
function recordInAddress() {
  if (typeof readAddress === "function") return readAddress().record;
  return /^#[rh]-([0-9a-z]+)$/.exec(location.hash)?.[1] ?? null;
}

/** Puts the record into the address, so that a link leads to it. */
function rememberRecord(id) {
  const address = addressOfRecord(id);
  if (location.hash !== address && !(id === null && location.hash === "")) history.replaceState(null, "", address);
}

/** The address that names the record; ``null``: none. */
function addressOfRecord(id) {
  if (typeof readAddress === "function") return addressOf({ ...readAddress(), record: id });
  return id === null ? "#" : `#r-${id}`;
}
