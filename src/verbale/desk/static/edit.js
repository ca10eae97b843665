// Evidence chosen by hand: what is selected in the article's text goes into a passage of the form.
"use strict";

const source = document.querySelector("[data-source]");
const offer = document.createElement("button");
let last = null;

for (const one of document.querySelectorAll("textarea[name=evidence]")) {
  one.addEventListener("focus", () => { last = one; });
}

const selected = () => {
  const selection = getSelection();
  return source?.contains(selection.anchorNode) && source.contains(selection.focusNode) ? selection.toString().trim() : "";
};

offer.type = "button";
offer.textContent = "Use the selected words as evidence";
offer.disabled = true;
offer.addEventListener("click", () => {
  const passages = [...document.querySelectorAll("textarea[name=evidence]")];
  const into = last ?? passages.find((one) => !one.value.trim());
  into.value = selected();
  into.focus();
});
document.addEventListener("selectionchange", () => {
  if (document.activeElement !== offer) offer.disabled = !selected();
});
source?.before(offer);
