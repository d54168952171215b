// Conveniences only: every page is whole without this file.
"use strict";

// A button beside each formatted citation that copies it.
for (const text of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "复制";
  button.addEventListener("click", async () => {
    let done = false;
    try {
      await navigator.clipboard.writeText(text.textContent);
      done = true;
    } catch {
      // Without https the clipboard is closed to scripts: select, and let the browser copy.
      const range = document.createRange();
      range.selectNodeContents(text);
      const selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      done = document.execCommand("copy");
    }
    button.textContent = done ? "已复制" : "请按 Ctrl+C";
    setTimeout(() => { button.textContent = "复制"; }, 2000);
  });
  text.after(button);
}

// A word on a result is sent in place; without scripts the form leads back here.
for (const form of document.querySelectorAll("[data-judge]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = new FormData(form, event.submitter);
    const body = { query: sent.get("query"), passage: sent.get("passage"), useful: sent.get("useful") === "true" };
    const headers = { "Content-Type": "application/json" };
    let told = "没有记上，请稍后再试";
    try {
      const reply = await fetch("/api/v1/feedback", { method: "POST", headers, body: JSON.stringify(body) });
      if (reply.ok) told = "已记录，谢谢";
    } catch { /* told as it stands */ }
    form.textContent = told;
    form.setAttribute("role", "status");
  });
}

// On a narrow screen the contents stand above the text: closed, they do not bury it.
if (window.matchMedia("(max-width: 63.99rem)").matches) {
  for (const details of document.querySelectorAll("[data-narrow-closed]")) details.open = false;
  // Closing moved the page under the cited sentence: go to it again.
  const target = document.querySelector(":target");
  if (target) target.scrollIntoView();
}

// "/" goes to the search box, as elsewhere.
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector("input[type=search]");
  if (box) { event.preventDefault(); box.focus(); }
});
