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

// Suggestions under the search box: the combobox pattern of ARIA 1.2, list autocomplete.
for (const box of document.querySelectorAll("[data-suggest]")) {
  const list = document.createElement("ul");
  list.id = `${box.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "输入提示");
  list.hidden = true;
  box.after(list);
  const state = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(state)) box.setAttribute(name, value);
  let asked = 0;
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (place) => {
    const options = [...list.children];
    active = (place + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === active)));
    box.setAttribute("aria-activedescendant", options[active].id);
  };
  const take = (option) => {
    box.value = option.dataset.text;
    close();
    box.form.requestSubmit();
  };
  const show = (found) => {
    list.replaceChildren(...found.map((one, number) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.dataset.text = one.text;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const note = document.createElement("small");
      note.textContent = one.note;
      option.append(one.text, note);
      // Before the box loses the focus, which would close the list under the pointer.
      option.addEventListener("mousedown", (event) => { event.preventDefault(); take(option); });
      return option;
    }));
    active = -1;
    list.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
  };
  box.addEventListener("input", async (event) => {
    const mine = ++asked;
    const typed = box.value.trim();
    if (event.isComposing || !typed || typed.length > 40) { close(); return; }
    await new Promise((later) => { setTimeout(later, 120); });
    if (mine !== asked) return;
    try {
      const reply = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      if (reply.ok && mine === asked) show((await reply.json()).suggestions);
    } catch { close(); }
  });
  box.addEventListener("compositionend", () => box.dispatchEvent(new Event("input")));
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark(active + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); mark(active < 0 ? -1 : active - 1); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
    else if (event.key === "Enter" && active >= 0) { event.preventDefault(); take(list.children[active]); }
  });
}

// What can be asked next: each question was tried before it is offered, which takes a while,
// so it is fetched when the answer is already there.
for (const frame of document.querySelectorAll("[data-follow]")) {
  fetch(frame.dataset.follow)
    .then((reply) => (reply.ok ? reply.json() : { follow_ups: [] }))
    .then((given) => {
      const list = frame.querySelector(".follow");
      for (const question of given.follow_ups) {
        const link = document.createElement("a");
        link.href = `${frame.dataset.search}?${new URLSearchParams({ q: question })}`;
        link.textContent = question;
        const item = document.createElement("li");
        item.append(link);
        list.append(item);
      }
      frame.hidden = given.follow_ups.length === 0;
    })
    .catch(() => {});
}

// An answer put into words by a language model, sentence by sentence. What comes has been
// verified by the service; where the whole does not stand, it is taken back.
for (const frame of document.querySelectorAll("[data-phrase]")) {
  const words = frame.querySelector(".words");
  const told = frame.querySelector(".told");
  const button = frame.querySelector("button");
  const finish = (text) => { told.textContent = text; button.hidden = false; };
  frame.hidden = false;
  button.addEventListener("click", () => {
    const places = new Map();
    const stream = new EventSource(frame.dataset.phrase);
    const on = (name, act) => stream.addEventListener(name, (event) => act(JSON.parse(event.data)));
    button.hidden = true;
    words.replaceChildren();
    told.textContent = "正在改写并逐句核对…";
    on("sources", (data) => { for (const one of data.citations) places.set(one.number, one); });
    on("sentence", (data) => {
      words.append(data.text);
      for (const number of data.citations) {
        const place = places.get(number);
        const link = document.createElement("a");
        link.href = place.url;
        link.textContent = `[${number}]`;
        link.title = `《${place.document.title.replaceAll("《", "〈").replaceAll("》", "〉")}》`;
        const raised = document.createElement("sup");
        raised.append(link);
        words.append(raised);
      }
    });
    on("done", (data) => {
      stream.close();
      if (!data.phrased) words.replaceChildren();
      const struck = data.struck ? `，已删去 ${data.struck} 句无法核对的` : "";
      finish(data.phrased ? `改写完毕${struck}。` : `${data.reason}；以上面的原文作答为准。`);
      frame.dataset.done = String(data.phrased);
    });
    // Without this the browser would ask again, and again.
    stream.onerror = () => {
      stream.close();
      words.replaceChildren();
      finish("没有取到改写；以上面的原文作答为准。");
    };
  });
}
