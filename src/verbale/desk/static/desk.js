// Ties an entry beside an article to its words in it: hover or focus of one lights the other. All else works without.
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
