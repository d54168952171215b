// The explorer: draws what /api/v1/graph returns and grows it by clicks. The page below it
// says the same in words, so nothing is lost where this does not run.
"use strict";

for (const frame of document.querySelectorAll("[data-graph]")) {
  const told = frame.querySelector(".told");
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const inMarks = (title) => `《${title.replaceAll("《", "〈").replaceAll("》", "〉")}》`;
  const short = (label) => (label.length > 16 ? `${label.slice(0, 15)}…` : label);
  const size = (node) => Math.min(44, 12 + 4 * Math.log2(1 + (node.data("passages") || 0)));
  frame.hidden = false;
  const drawing = cytoscape({
    container: frame.querySelector(".canvas"),
    minZoom: 0.2,
    maxZoom: 3,
    style: [
      {
        selector: "node",
        style: {
          label: (node) => short(node.data("label")),
          "font-size": 12,
          color: colour("--ink"),
          "text-wrap": "wrap",
          "text-max-width": 120,
          "text-valign": "bottom",
          "text-margin-y": 4,
          "text-background-color": colour("--sheet"),
          "text-background-opacity": 0.8,
          "background-color": colour("--soft"),
          width: size,
          height: size,
        },
      },
      { selector: "node[kind = 'concept']", style: { "background-color": colour("--accent") } },
      { selector: "node.middle", style: { "border-width": 4, "border-color": colour("--quote"), "font-weight": "bold" } },
      {
        selector: "edge",
        style: {
          width: (edge) => 1 + Math.log2(1 + (edge.data("places") || 0)),
          "line-color": colour("--line"),
          "target-arrow-color": colour("--soft"),
          "target-arrow-shape": "triangle",
          "curve-style": "bezier",
          label: "data(label)",
          "font-size": 10,
          color: colour("--soft"),
          "text-background-color": colour("--sheet"),
          "text-background-opacity": 1,
        },
      },
      { selector: "edge[predicate = 'co_occurs']", style: { "target-arrow-shape": "none", "line-style": "dotted", label: "" } },
      { selector: "edge[!places]", style: { "line-style": "dashed" } },
      { selector: ":selected", style: { "line-color": colour("--accent"), "border-width": 3, "border-color": colour("--accent") } },
    ],
  });

  // What is asked for more follows the filters of what is drawn, not a form half filled in.
  const question = (changed, dropped = []) => {
    const asked = new URL(frame.dataset.graph, location.href).searchParams;
    for (const name of dropped) asked.delete(name);
    for (const [name, value] of Object.entries(changed)) asked.set(name, value);
    return asked;
  };
  // What was seen stays where it was: only what is new is moved, from around what was clicked.
  // Nothing is placed by chance, so that the same graph is the same drawing.
  const arrange = (moved) => {
    const kept = drawing.nodes().difference(moved);
    kept.lock();
    const layout = drawing.layout({
      name: "cose",
      animate: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? false : "end",
      animationDuration: 400,
      randomize: false,
      nodeRepulsion: 60000,
      idealEdgeLength: 130,
      nodeOverlap: 40,
      nodeDimensionsIncludeLabels: true,
      numIter: 1500,
      padding: 30,
    });
    layout.one("layoutstop", () => kept.unlock());
    layout.run();
  };
  const merge = (elements, middle) => {
    const isNew = (one) => drawing.getElementById(one.data.id).empty();
    const fresh = elements.nodes.filter(isNew);
    const placed = fresh.map((one, place) => {
      if (one.data.id === middle.id) return { ...one, position: { x: middle.x, y: middle.y } };
      const angle = (2 * Math.PI * place) / fresh.length;
      const far = 160 * Math.max(1, one.data.depth || 1);
      return { ...one, position: { x: middle.x + far * Math.cos(angle), y: middle.y + far * Math.sin(angle) } };
    });
    const nodes = drawing.add(placed);
    const edges = drawing.add(elements.edges.filter(isNew));
    if (nodes.length) arrange(nodes);
    return nodes.length + edges.length;
  };
  // The latest click: what an earlier one asked for may come after it, and is told no more.
  let clicks = 0;
  const say = (...parts) => {
    told.replaceChildren(...parts);
    if (clicks) told.scrollIntoView({ block: "nearest" });  // on a phone it stands below
  };
  const fail = () => say(make("p", "没有取到，请稍后再试；下面的文字版照常可用。"));
  const load = async (address) => {
    const reply = await fetch(address, { headers: { Accept: "application/json" } });
    if (!reply.ok) throw new Error(String(reply.status));
    return reply.json();
  };
  const quotation = (one) => {
    const block = make("blockquote", "", { class: "evidence" });
    block.append(make("a", one.words, { href: one.citation.url }));
    block.append(make("footer", `${inMarks(one.citation.document.title)}${one.citation.section.join(" › ")} ${one.citation.document.issued || ""}`));
    return block;
  };

  const LISTED = 20;
  const tellEdge = (data, evidence) => {
    const from = drawing.getElementById(data.source).data("label");
    const to = drawing.getElementById(data.target).data("label");
    const heading = make("h3");
    heading.append(from, make("span", ` ${data.label} `, { class: "predicate" }), to);
    const left = data.places - evidence.length;
    const parts = [heading, ...evidence.map(quotation)];
    if (data.listed) parts.push(make("p", `词表所列，没有原句；词表依据：${data.listed}。`, { class: "quiet" }));
    if (left > 0) parts.push(make("p", `共 ${data.places} 处，列出 ${evidence.length} 处。`, { class: "quiet" }));
    if (left > 0 && evidence.length < LISTED) parts.push(moreButton(data));
    say(...parts);
  };
  const moreButton = (data) => {
    const button = make("button", "再看几处", { type: "button", class: "plain" });
    button.addEventListener("click", async () => {
      const mine = clicks;
      const edge = { subject: data.source, predicate: data.predicate, object: data.target, limit: LISTED };
      try {
        const found = await load(`${frame.dataset.evidence}?${question(edge, ["concept", "depth", "places"])}`);
        if (mine === clicks) tellEdge(data, found.evidence);
      } catch { fail(); }
    });
    return button;
  };
  drawing.on("tap", "edge", (event) => {
    clicks += 1;
    tellEdge(event.target.data(), event.target.data("evidence"));
  });
  drawing.on("tap", "node", async (event) => {
    const mine = (clicks += 1);
    const data = event.target.data();
    const heading = make("h3", data.label);
    const named = data.passages ? `，${data.passages} 处提及` : "";
    const about = make("p", `${data.type_label || ""}${named} · `);
    about.append(make("a", "打开", { href: data.url }));
    say(heading, about);
    try {
      const more = await load(`${frame.dataset.more}?${question({ concept: data.id, depth: 1, limit: 30 })}`);
      const grown = merge(more.elements, { id: data.id, ...event.target.position() });
      if (mine === clicks) say(heading, about, make("p", grown ? "已展开它的周围。" : "周围没有更多了。"));
    } catch { fail(); }
  });

  load(frame.dataset.graph).then((found) => {
    merge(found.elements, { id: found.center, x: 0, y: 0 });
    drawing.getElementById(found.center).addClass("middle");
    frame.drawing = drawing;
    frame.dataset.ready = "true";
  }, fail);
}
