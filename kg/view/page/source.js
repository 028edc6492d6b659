// An annotated source: a click on a passage shows the triples of the facts that rest on it.
(() => {
"use strict";
const DATA = JSON.parse(document.getElementById("data").textContent);
const panel = document.getElementById("panel");
const isolated = (text) => { const part = document.createElement("bdi"); part.textContent = text; return part; };
function table(key) {
  const body = document.createElement("table");
  for (const [property, value] of DATA.triples[key] || []) {
    const row = body.insertRow();
    row.insertCell().append(isolated(property));
    row.insertCell().append(isolated(value));
  }
  return body;
}
function show(element) {
  document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  element.classList.add("lit");
  panel.replaceChildren();
  const seen = new Set();
  for (const at of element.dataset.s.split(" ").filter(Boolean)) {
    for (const key of DATA.spans[at]) {
      if (seen.has(key)) continue;
      seen.add(key);
      const head = document.createElement("h3");
      head.append(isolated(key));
      panel.append(head);
      if (DATA.links[key]) {
        const link = document.createElement("a");
        link.href = DATA.links[key];
        link.textContent = DATA.open;
        panel.append(link);
      }
      panel.append(table(key));
    }
  }
}
function jump() {
  const anchor = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!anchor) return;
  anchor.scrollIntoView({ block: "center" });
  let next = anchor;
  while (next && !(next.classList && next.classList.contains("f"))) next = next.nextElementSibling;
  if (next) show(next);
}
const passage = (event) => event.target.closest("#text .f");
document.addEventListener("click", (event) => { if (passage(event)) show(passage(event)); });
document.addEventListener("keydown", (event) => { if (event.key === "Enter" && passage(event)) show(passage(event)); });
document.querySelectorAll("input[data-class]").forEach((box) => box.addEventListener("change", () => {
  document.querySelectorAll("#text .c-" + box.dataset.class).forEach((one) => one.classList.toggle("off", !box.checked));
}));
if (window.matchMedia("(max-width: 760px)").matches) document.querySelectorAll("#tools details").forEach((one) => { one.open = false; });
window.addEventListener("hashchange", jump);
jump();
document.body.dataset.ready = "yes";
})();
