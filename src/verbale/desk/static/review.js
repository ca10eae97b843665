// Keys for reviewing: each presses the button or link that the page has for it. They can be switched off.
"use strict";

const KEPT = "verbale.review.keys";
const keys = document.querySelector("[data-keys]");
const card = document.querySelector("[data-card]");
const form = card?.querySelector("form[data-asks-reason]");

const on = () => localStorage.getItem(KEPT) !== "off";

/** A line that says what its evidence does not is not accepted by a key alone. */
const asksForReason = (key) => {
  if (key !== "a" || !form) return false;
  const { reason, said_earlier: earlier } = form.elements;
  if (reason.value.trim() || earlier?.checked) return false;
  (earlier ?? reason).focus();
  return true;
};

const press = (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !on()) return;
  if (target.closest("input:not([type=checkbox]), textarea, select")) return;
  if (key === " " && target.closest("a, button, summary, input")) return; // there it presses what has the focus
  if (key === "?") {
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
    event.preventDefault();
    return;
  }
  const pressed = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!pressed) return;
  event.preventDefault();
  if (!asksForReason(key)) pressed.click();
};

document.addEventListener("keydown", press);
if (!document.querySelector("[autofocus]")) card?.focus({ preventScroll: true });

const toggle = document.createElement("button");
const tell = () => { toggle.textContent = on() ? "Switch the keys off" : "Switch the keys on"; };
toggle.type = "button";
toggle.addEventListener("click", () => { localStorage.setItem(KEPT, on() ? "off" : "on"); tell(); });
tell();
keys?.append(toggle);
