// A book in one file: each page is put together from its own text and the shared parts, and shown in a frame.
(() => {
"use strict";
const shared = JSON.parse(document.getElementById("shared").textContent);
const pages = JSON.parse(document.getElementById("pages").textContent);
const frame = document.getElementById("frame");
let shown = "";
const parts = () => decodeURIComponent(location.hash.slice(1)).split("#");
function whole(name) {
  return pages[name].split("\u0001").map((piece, at) => (at % 2 ? shared[piece] : piece)).join("");
}
function follow(event) {
  const link = event.target.closest("a[href]");
  if (!link || link.hasAttribute("download")) return;
  const [name, place] = link.getAttribute("href").split("#");
  if (name && !(name in pages)) return;
  event.preventDefault();
  location.hash = (name || shown) + (place ? "#" + place : "");
}
function jump() {
  const place = parts()[1];
  if (place) frame.contentWindow.location.hash = place;
}
function show() {
  const name = parts()[0] in pages ? parts()[0] : "index.html";
  if (name === shown) { jump(); return; }
  shown = name;
  frame.addEventListener("load", () => {
    document.title = frame.contentDocument.title;
    frame.contentDocument.addEventListener("click", follow);
    jump();
  }, { once: true });
  frame.srcdoc = whole(name);
}
window.addEventListener("hashchange", show);
show();
})();
