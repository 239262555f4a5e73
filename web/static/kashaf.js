"use strict";

// Everything works without this file. It adds a copy button to each field that is there to be copied, the slash key,
// which goes to the search box, and the archive's own words to go on with while one types there.

const PAUSE = 150; // milliseconds without a key before the archive is asked

function addCopyButton(field) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = field.dataset.copy;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await copy(field);
    button.textContent = field.dataset.copied;
    setTimeout(() => { button.textContent = field.dataset.copy; }, 2000);
  });
  field.after(button);
}

async function copy(field) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(field.value);
    return;
  }
  field.select(); // Without https there is no clipboard: the field is selected, and the old command copies it.
  document.execCommand("copy");
}

function goToBox(event) {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const box = document.getElementById("q");
  if (event.key !== "/" || typing || !box || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  box.focus();
  box.select();
}

function offerCompletions(box) {
  const list = document.createElement("datalist");
  list.id = "completions";
  box.after(list);
  box.setAttribute("list", list.id);
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => complete(box, list), PAUSE);
  });
}

async function complete(box, list) {
  const typed = box.value;
  if (!typed.trim()) return;
  const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed)}`);
  if (!answer.ok || box.value !== typed) return;
  const { suggestions } = await answer.json();
  list.replaceChildren(...suggestions.map((text) => new Option(text, text)));
}

document.querySelectorAll("[data-suggest]").forEach(offerCompletions);
document.querySelectorAll(".copy").forEach(addCopyButton);
document.addEventListener("keydown", goToBox);
