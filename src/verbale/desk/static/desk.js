// Ties an entry beside an article to its words in it: hover or focus of one lights the other. Tells quietly what changed
// since the page was loaded. All else works without.
"use strict";

const light = (entry, on) => {
  for (const one of document.querySelectorAll(`[data-entry="${CSS.escape(entry)}"]`)) one.classList.toggle("lit", on);
};

for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(event, ({ target }) => {
    for (let tied = target.closest?.("[data-entry]"); tied; tied = tied.parentElement.closest("[data-entry]")) {
      light(tied.dataset.entry, on); // words may prove several entries
    }
  });
}

// On a phone the tabs are one line that is wider than the screen: the one that is open comes into sight.
const tab = document.querySelector(".tabs [aria-current]");
const tabs = tab?.closest("ul");
if (tabs) tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - 40;

/** Listens while the page is looked at: browsers hold few lines open, and a desk has many pages. */
const listen = (address) => {
  let source = null;
  const bar = document.createElement("p");
  bar.className = "news";
  bar.setAttribute("role", "status");
  document.body.append(bar);
  const tell = ({ data }) => {
    const { count } = JSON.parse(data);
    const show = document.createElement("a");
    show.href = "";
    show.textContent = "show";
    bar.replaceChildren(`${count} ${count === 1 ? "change" : "changes"}: `, show);
  };
  const close = () => { source?.close(); source = null; };
  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource(address);
    source.addEventListener("change", tell);
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
};

if (document.body.dataset.events) listen(document.body.dataset.events);
