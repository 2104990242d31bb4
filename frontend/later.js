// Puts in place what takes longer than the page itself: each such part is a link to a page of its own, which has it whole.
// Without this the link stays, and leads there.
const EVERY = 60000; // milliseconds until a part that keeps up with the page is asked for again

let before = Promise.resolve(); // parts are put in place in the order of the page, so that what is being read stays where it is

for (const place of document.querySelectorAll("[data-later]")) {
  const link = place.querySelector("a[href]");
  if (!link) continue;
  const said = document.createElement("p");
  said.className = "govuk-body-s peeler-aside";
  said.textContent = "Being worked out; it will come here by itself.";
  place.append(said);
  place.setAttribute("aria-busy", "true");
  before = fill(place, link.href, before).then(() => { said.remove(); place.removeAttribute("aria-busy"); });
}

async function fill(place, address, turn) {
  try {
    const answer = await fetch(address, { cache: "no-store", headers: { "X-Peeler-Later": "yes" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    await turn;
    const part = page.querySelector(`[data-part="${place.dataset.later}"]`);
    if (answer.ok && part && !place.matches(":focus-within") && part.innerHTML !== place.dataset.was) {
      place.dataset.was = part.innerHTML;
      place.replaceChildren(...Array.from(part.cloneNode(true).childNodes));
      place.classList.add("peeler-later--here");
    }
  } catch {
    // The link is still there, or the part as it was.
  }
  if (document.querySelector("[data-live-bar]") && !place.hasAttribute("data-once")) setTimeout(() => again(place, address), EVERY);
}

// Nobody looks at a hidden page, and paused updates are paused here too.
function again(place, address) {
  if (!place.isConnected) return;
  if (document.hidden || sessionStorage.getItem("peeler-paused") === "yes") setTimeout(() => again(place, address), EVERY);
  else fill(place, address);
}
