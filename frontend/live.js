// Keeps a page up to date: told that something changed, it asks for the same page again and puts the new parts in place.
// Without it the page stays as it was asked for, and the link "Refresh" asks again.
const bar = document.querySelector("[data-live-bar]");
const SOONEST = 1000; // milliseconds between two refreshes
const LATEST = 60000; // and after so long the page asks in any case, since ages grow though nothing happens
const KEPT = "peeler-paused";

if (bar && window.EventSource && window.DOMParser) start();

function start() {
  const button = bar.querySelector("button");
  const said = bar.querySelector("[data-live-said]");
  let paused = sessionStorage.getItem(KEPT) === "yes";
  let source = null;
  let asking = false;
  let due = 0;
  let last = Date.now();
  let shown = null; // the version this page was last asked at

  function show() {
    button.hidden = false;
    button.textContent = paused ? "Start updates" : "Pause updates";
    if (paused) said.textContent = "Updates are paused.";
    else if (source && source.readyState === EventSource.CONNECTING && shown !== null) said.textContent = "No connection; trying again.";
    else said.textContent = "";
  }

  function listen() {
    if (source) source.close();
    source = null;
    if (paused || document.hidden) return show();
    source = new EventSource("/live");
    source.addEventListener("versions", (event) => {
      const first = shown === null;
      const changed = shown !== event.data;
      shown = event.data;
      show();
      if (changed && !first) soon();
    });
    source.onerror = show;
    show();
  }

  function soon() {
    clearTimeout(due);
    due = setTimeout(ask, Math.max(0, last + SOONEST - Date.now()));
  }

  async function ask() {
    if (paused || document.hidden) return;
    if (asking) return soon();
    asking = true;
    last = Date.now();
    try {
      const answer = await fetch(location.href, { cache: "no-store", headers: { "X-Peeler-Live": "yes" } });
      if (answer.ok) place(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      said.textContent = "No connection; trying again.";
    } finally {
      asking = false;
    }
  }

  button.addEventListener("click", () => {
    paused = !paused;
    sessionStorage.setItem(KEPT, paused ? "yes" : "no");
    listen();
    if (!paused) soon();
  });
  document.addEventListener("visibilitychange", () => {
    listen();
    if (!document.hidden) soon();
  });
  setInterval(() => Date.now() - last >= LATEST && ask(), 5000);
  listen();
}

// Puts each part of the newer page where its older self is.
function place(newer) {
  const time = bar.querySelector("time");
  const then = newer.querySelector("[data-live-bar] time");
  if (then) time.replaceWith(then.cloneNode(true));
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = newer.querySelector(`[data-live="${part.dataset.live}"]`);
    if (fresh && fresh.innerHTML !== part.dataset.was) change(part, fresh);
  }
}

// A part somebody is in, or points at, keeps still until they have left it.
function change(part, fresh) {
  if (part.matches(":focus-within") || (part.matches(":hover") && part.querySelector("a, button"))) {
    part.waiting = fresh;
    if (!part.watched) {
      part.watched = true;
      for (const event of ["focusout", "pointerleave"]) {
        part.addEventListener(event, () => setTimeout(() => part.waiting && change(part, part.waiting), 0));
      }
    }
    return;
  }
  part.waiting = null;
  const before = new Set(Array.from(part.querySelectorAll("td, li, strong, p"), (one) => one.textContent));
  const open = new Set(Array.from(part.querySelectorAll("details[open] > summary"), (one) => one.textContent));
  const html = fresh.innerHTML;
  if (html === part.innerHTML) return;
  part.className = fresh.className;
  part.replaceChildren(...Array.from(fresh.cloneNode(true).childNodes));
  part.dataset.was = html;
  for (const summary of part.querySelectorAll("details > summary")) {
    if (open.has(summary.textContent)) summary.parentElement.open = true;
  }
  for (const one of part.querySelectorAll("td, li")) {
    if (!before.has(one.textContent)) one.classList.add("peeler-changed");
  }
}
