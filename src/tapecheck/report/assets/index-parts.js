/* The articles' pages, which the file carries behind the index, packed. One is unpacked when it is opened. */

const POLICY = globalThis.trustedTypes
  ? globalThis.trustedTypes.createPolicy("tapecheck", { createHTML: (html) => html })
  : { createHTML: (html) => html };

/** A function that gives the page of an article by its number, as nodes. */
function articlePages(perPart) {
  let last = { part: -1, pages: [] };
  return async (number) => {
    const part = Math.floor(number / perPart);
    if (last.part !== part) last = { part, pages: await unpacked(await arrived(part)) };
    return nodesOf(last.pages[number % perPart]);
  };
}

/** The element of a part, once the browser has read all of it: what follows it, or the end of the page, is there. */
async function arrived(part) {
  for (;;) {
    const complete = document.readyState !== "loading";
    const element = document.querySelector(`script[data-part="${part}"]`);
    if (element && (complete || element.nextElementSibling)) return element;
    if (complete) throw new Error("This file is not complete: the article is not in it. Write the report anew.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The pages that a part holds. */
async function unpacked(element) {
  if (!globalThis.DecompressionStream) {
    throw new Error("This browser can't unpack articles: it needs DecompressionStream (Chrome 80, Firefox 113, Safari 16.4 or newer).");
  }
  const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** HTML of our own as nodes; a document that DOMParser makes runs no script. */
function nodesOf(html) {
  const parsed = new DOMParser().parseFromString(POLICY.createHTML(html), "text/html");
  const nodes = document.createDocumentFragment();
  nodes.append(...parsed.body.childNodes);
  return nodes;
}
