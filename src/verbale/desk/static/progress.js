// While pages are read, asks how far they have come and shows that in place. Without it the page reloads itself.
"use strict";

const EVERY = 1500; // milliseconds

const look = async () => {
  const shown = document.getElementById("progress");
  if (!shown || !("waiting" in shown.dataset)) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("progress");
      if (fresh && fresh.innerHTML !== shown.innerHTML) {
        document.title = page.title;
        for (const part of ["#progress", "h1", "footer"]) {
          document.querySelector(part).replaceWith(page.querySelector(part));
        }
      }
    }
  } catch {
    // The desk is out of reach for a moment: ask again.
  }
  setTimeout(look, EVERY);
};

setTimeout(look, EVERY);
