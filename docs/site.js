// Names and stops that the theme leaves out, for keyboards and screen readers.
document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
const observer = new MutationObserver(() => {
  for (const wide of document.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])")) wide.tabIndex = 0;
  document.querySelectorAll(".md-code__nav:not([aria-label])").forEach((bar, number) => {
    bar.setAttribute("aria-label", `Block of code ${number + 1}`);
  });
});
observer.observe(document.body, { childList: true, subtree: true });
