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
          "font-size": 9,
          color: colour("--soft"),
          "text-background-color": colour("--paper"),
          "text-background-opacity": 1,
          "text-rotation": "autorotate",
        },
      },
      { selector: "edge[predicate = 'co_occurs']", style: { "target-arrow-shape": "none", "line-style": "dotted", label: "" } },
      { selector: ":selected", style: { "line-color": colour("--accent"), "border-width": 3, "border-color": colour("--accent") } },
    ],
  });

  const filters = () => {
    const kept = new URLSearchParams(new FormData(document.getElementById("sift")));
    kept.delete("concept");
    for (const [name, value] of [...kept]) if (!value) kept.delete(name);
    return kept;
  };
  const arrange = (fresh) => drawing.layout({
    name: "cose",
    animate: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 400,
    randomize: fresh,
    nodeRepulsion: 60000,
    idealEdgeLength: 130,
    nodeOverlap: 40,
    nodeDimensionsIncludeLabels: true,
    numIter: 1500,
    padding: 30,
  }).run();
  const merge = (elements, fresh) => {
    const added = [...elements.nodes, ...elements.edges].filter((one) => drawing.getElementById(one.data.id).empty());
    drawing.add(added);
    if (added.length) arrange(fresh);
    return added.length;
  };
  const say = (...parts) => told.replaceChildren(...parts);
  const fail = () => say(make("p", "没有取到，请稍后再试；下面的文字版照常可用。"));
  const load = async (address) => {
    const reply = await fetch(address, { headers: { Accept: "application/json" } });
    if (!reply.ok) throw new Error(String(reply.status));
    return reply.json();
  };
  const quotation = (one) => {
    const block = make("blockquote", "", { class: "evidence" });
    block.append(make("a", one.citation.quote, { href: one.citation.url }));
    block.append(make("footer", `《${one.citation.document.title}》${one.citation.section.join(" › ")} ${one.citation.document.issued || ""}`));
    return block;
  };

  drawing.on("tap", "edge", (event) => {
    const data = event.target.data();
    const from = drawing.getElementById(data.source).data("label");
    const to = drawing.getElementById(data.target).data("label");
    const heading = make("h3", `${from} ${data.label} ${to}`);
    const quotes = data.evidence.map(quotation);
    const note = make("p", data.places > quotes.length ? `共 ${data.places} 处，列出 ${quotes.length} 处` : "");
    say(heading, ...quotes, note);
  });
  drawing.on("tap", "node", async (event) => {
    const data = event.target.data();
    const heading = make("h3", data.label);
    const about = make("p", `${data.type_label || ""} ${data.passages ? `${data.passages} 处提及` : ""}`);
    const open = make("p");
    open.append(make("a", "打开", { href: data.url }));
    say(heading, about, open);
    const wanted = filters();
    wanted.set("concept", data.id);
    wanted.set("depth", "1");
    wanted.set("limit", "30");
    try {
      const grown = merge((await load(`${frame.dataset.more}?${wanted}`)).elements, false);
      say(heading, about, open, make("p", grown ? "已展开它的周围。" : "周围没有更多了。"));
    } catch { fail(); }
  });

  load(frame.dataset.graph).then((found) => {
    merge(found.elements, true);
    drawing.getElementById(found.center).addClass("middle");
    frame.drawing = drawing;
    frame.dataset.ready = "true";
  }, fail);
}
