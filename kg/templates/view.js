// Draws the network, and shows names, facts and sentences. Whatever comes from the graph is set as text, never as HTML.
"use strict";
(() => {
  const data = id => JSON.parse(document.getElementById(id).textContent);
  const kg = data("kg"), drawing = data("drawing"), words = kg.words;
  const $ = id => document.getElementById(id);
  const HUB = 17, INK = "#1f2933", SOFT = "#5c6873", LINE = "#aab6c1", PALE = "#e6eaee", STRONG = "#52606d";
  const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';

  // ---- what is known of each entity ----
  const classes = new Map(kg.classes.map(c => [c.name, { ...c, path: new Path2D(c.glyph), on: true, count: 0 }]));
  const entities = kg.entities.map((e, id) => ({ ...e, id, facts: [], figures: [], wrote: [] }));
  const facts = kg.facts.map((f, id) => ({ ...f, id: "f" + id }));
  for (const e of entities) classes.get(e.kind).count++;
  for (const f of facts) {
    entities[f.subject].facts.push(f);
    if (f.object !== null && f.object !== f.subject) entities[f.object].facts.push(f);
  }
  kg.communities.forEach((c, id) => { for (const member of c.members) entities[member].community = id; });
  for (const f of kg.figures) entities[f.about].figures.push(f);
  for (const a of kg.articles) for (const person of a.authors) entities[person].wrote.push(a);
  const degree = e => e.facts.filter(f => f.object !== null).length;

  // ---- making elements ----
  function el(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "onclick") made.addEventListener("click", value); else made.setAttribute(name, value);
    }
    made.append(...children.filter(child => child !== null && child !== ""));
    return made;
  }
  function glyph(kind) {
    const make = (tag, attributes) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
      return made;
    };
    const { colour, glyph: d } = classes.get(kind);
    const svg = make("svg", { viewBox: "-11 -11 22 22", class: "glyph", "aria-hidden": "true" });
    svg.append(make("path", { d, fill: colour, "fill-rule": "evenodd" }));
    return svg;
  }
  const name = e => el("button", { type: "button", class: "name", onclick: () => select(e.id) }, glyph(e.kind), e.label);

  // ---- the drawing ----
  const nodes = new vis.DataSet(drawing.nodes.map(n => ({ ...n, text: n.label.split("\n"), label: undefined, ctxRenderer: draw })));
  const edges = new vis.DataSet(drawing.edges.map(e => ({ ...e, text: e.label, label: undefined, width: 1.6, color: LINE })));
  const order = drawing.nodes.map(n => n.id);
  const lone = new Set(drawing.nodes.filter(n => n.alone).map(n => n.id));
  const called = new Set(), switches = new Map();
  let loneShown = false, near = null, bright = new Set(), chosen = null;
  const shown = n => classes.get(entities[n.id].kind).on && (!lone.has(n.id) || loneShown || called.has(n.id));
  const view = new vis.DataView(nodes, { filter: shown });
  const network = new vis.Network($("net"), { nodes: view, edges }, JSON.parse(data("options")));

  const drawnSize = id => nodes.get(id).size * Math.max(1, 0.45 / network.getScale());
  function draw({ ctx, id, x, y, state }) {
    const size = drawnSize(id), { path, colour } = classes.get(entities[id].kind);
    return {
      drawNode() {
        ctx.translate(x, y);
        ctx.scale(size / 10, size / 10);
        ctx.lineJoin = "round";
        ctx.strokeStyle = state.selected || state.hover ? INK : "#ffffff";
        ctx.lineWidth = (state.selected ? 4 : 3) * 10 / size;
        ctx.stroke(path);
        ctx.fillStyle = "#ffffff";
        ctx.fill(path);
        ctx.globalAlpha = near && !near.has(id) ? 0.18 : 1;
        ctx.fillStyle = colour;
        ctx.fill(path, "evenodd");
      },
      nodeDimensions: { width: 2 * size, height: 2 * size },
    };
  }
  function middle(id) {
    const edge = network.body.edges[id];
    return edge && edge.connected ? edge.edgeType.getPoint(0.5) : null;
  }

  function fit(ids) {
    const points = Object.values(network.getPositions(ids)), net = $("net"), legend = $("legend");
    if (!points.length) return;
    const [left, right] = [Math.min, Math.max].map(end => end(...points.map(p => p.x)));
    const [top, bottom] = [Math.min, Math.max].map(end => end(...points.map(p => p.y)));
    const beside = legend.open && net.clientWidth > 700 ? legend.offsetWidth : 0;
    const scale = Math.min(1.2, (net.clientWidth - beside - 130) / (right - left || 1), (net.clientHeight - 90) / (bottom - top || 1));
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, offset: { x: beside / 2, y: -6 } });
  }

  // ---- labels: the most connected first, and none over another ----
  function boxes() {
    const cells = new Map(), SIDE = 64;
    const around = function* ([left, top, right, bottom]) {
      for (let x = Math.floor(left / SIDE); x <= right / SIDE; x++) {
        for (let y = Math.floor(top / SIDE); y <= bottom / SIDE; y++) yield x + "," + y;
      }
    };
    const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    return {
      add(box) { for (const cell of around(box)) cells.has(cell) ? cells.get(cell).push(box) : cells.set(cell, [box]); },
      free(box) { for (const cell of around(box)) if ((cells.get(cell) || []).some(b => meet(b, box))) return false; return true; },
    };
  }
  function write(ctx, lines, left, top, size, colour) {
    lines.forEach((line, at) => {
      ctx.strokeText(line, left, top + at * size * 1.2);
      ctx.fillStyle = colour;
      ctx.fillText(line, left, top + at * size * 1.2);
    });
  }
  function label(ctx) {
    const ratio = ctx.canvas.width / ctx.canvas.clientWidth, scale = network.getScale();
    const wide = ctx.canvas.clientWidth, high = ctx.canvas.clientHeight, taken = boxes(), shapes = boxes();
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    Object.assign(ctx, { textAlign: "center", textBaseline: "top", lineJoin: "round", lineWidth: 3.5, strokeStyle: "rgba(255,255,255,.92)" });
    const places = network.getPositions(order.filter(id => view.get(id)));
    const here = [];
    for (const id of order) {
      if (!places[id]) continue;
      const { x, y } = network.canvasToDOM(places[id]), half = drawnSize(id) * scale;
      if (x < -80 || y < -40 || x > wide + 80 || y > high + 40) continue;
      here.push({ id, x, y, half });
      shapes.add([x - half, y - half, x + half, y + half]);
    }
    const first = at => (at.id === chosen ? 2 : near && near.has(at.id) ? 1 : 0);
    here.sort((a, b) => first(b) - first(a));
    for (const at of here) {
      if (near && !near.has(at.id)) continue;
      const { text, size } = nodes.get(at.id);
      if (!near && size <= HUB && scale < 0.3 && here.length > 300) continue;
      const px = Math.min(16, Math.max(11, (size > HUB ? 15 : 13) * Math.sqrt(scale)));
      ctx.font = `${size > HUB || at.id === chosen ? 600 : 400} ${px}px ${FONT}`;
      const w = Math.max(...text.map(line => ctx.measureText(line).width)) / 2, h = px * 1.2 * text.length;
      for (const [x, top] of [[at.x, at.y + at.half + 2], [at.x, at.y - at.half - h - 1], [at.x + at.half + w + 4, at.y - h / 2], [at.x - at.half - w - 4, at.y - h / 2]]) {
        const box = [x - w, top, x + w, top + h - 2];
        if (first(at) < 2 && !(box[0] > 0 && box[2] < wide && taken.free(box) && (size > HUB || shapes.free(box)))) continue;
        taken.add(box);
        write(ctx, text, x, top, px, INK);
        break;
      }
    }
    ctx.font = `400 11px ${FONT}`;
    for (const edge of edges.get()) {
      if (near ? !bright.has(edge.id) : scale < 0.55) continue;
      const point = middle(edge.id), from = places[edge.from], to = places[edge.to];
      if (!point || !from || !to) continue;
      const { x, y } = network.canvasToDOM(point), w = ctx.measureText(edge.text).width / 2;
      if (x < 0 || y < 0 || x > wide || y > high || Math.hypot(from.x - to.x, from.y - to.y) * scale < 2 * w + 24) continue;
      const box = [x - w - 2, y - 7, x + w + 2, y + 7];
      if (!taken.free(box) || !shapes.free(box)) continue;
      taken.add(box);
      write(ctx, [edge.text], x, y - 6, 11, SOFT);
    }
    ctx.restore();
  }
  network.on("afterDrawing", label);

  // ---- choosing: an entity (number), a fact ("f" and number), a community ("c" and number), or nothing (null) ----
  function light(ids, lit) {
    near = ids;
    bright = lit;
    edges.update(edges.getIds().map(id => ({ id, width: lit.has(id) ? 2.5 : 1.6, color: !near ? LINE : lit.has(id) ? STRONG : PALE })));
  }
  function select(key, move = true) {
    chosen = key;
    if (key === null) {
      light(null, new Set());
      network.unselectAll();
      return show(overview());
    }
    if (/^c/.test(key)) return gather(kg.communities[+key.slice(1)]);
    const fact = typeof key === "string" ? facts[+key.slice(1)] : null;
    const ends = fact ? [fact.subject, fact.object] : [key];
    ends.filter(id => id !== null).forEach(reveal);
    const lit = (fact ? [fact] : entities[key].facts).filter(f => f.object !== null && edges.get(f.id));
    light(new Set([...ends, ...lit.flatMap(f => [f.subject, f.object])]), new Set(lit.map(f => f.id)));
    network.setSelection(fact ? { nodes: [], edges: edges.get(key) ? [key] : [] } : { nodes: view.get(key) ? [key] : [], edges: [] }, { highlightEdges: false });
    if (!fact && move && view.get(key)) {
      fit([...near].filter(id => view.get(id)));
    }
    show(fact ? factPanel(fact) : entityPanel(entities[key]));
  }
  function gather(community) {
    const inside = new Set(community.members);
    community.members.forEach(reveal);
    light(inside, new Set(facts.filter(f => inside.has(f.subject) && inside.has(f.object) && edges.get(f.id)).map(f => f.id)));
    network.unselectAll();
    fit(community.members.filter(id => view.get(id)));
    show([back(), el("h2", {}, words.community + " · " + community.name), list(community.members.map(id => [name(entities[id])]))]);
  }
  function reveal(id) {
    classes.get(entities[id].kind).on = true;
    called.add(id);
    refresh();
  }
  function refresh() {
    view.refresh();
    for (const [button, on] of switches) button.setAttribute("aria-pressed", String(on()));
  }
  network.on("click", ({ pointer: { DOM: at } }) => select(network.getNodeAt(at) ?? network.getEdgeAt(at) ?? null, false));
  network.on("hoverNode", () => { $("net").style.cursor = "pointer"; });
  network.on("blurNode", () => { $("net").style.cursor = ""; });

  // ---- the panel ----
  function show(children) {
    $("panel").replaceChildren(...children.filter(Boolean));
    $("panel").scrollTop = 0;
  }
  const heading = text => el("h3", {}, text);
  const list = items => el("ul", {}, ...items.map(item => el("li", {}, ...item)));
  const circle = id => el("button", { type: "button", class: "name", onclick: () => select("c" + id) }, kg.communities[id].name);
  const back = () => el("button", { type: "button", class: "back", onclick: () => select(null) }, "← " + words.close);
  const classLine = e => el("p", { class: "soft" }, [classes.get(e.kind).zh, classes.get(e.kind).en, e.date].filter(Boolean).join(" · "));

  function quote({ sentence, rule, confidence, marks }) {
    const { text, article } = kg.sentences[sentence], story = kg.articles[article], letters = Array.from(text);
    const pieces = [];
    let at = 0;
    for (const [start, end, role] of marks) {
      pieces.push(letters.slice(at, start).join(""), el("mark", { class: role }, letters.slice(start, end).join("")));
      at = end;
    }
    pieces.push(letters.slice(at).join(""));
    const by = story.authors.map(person => entities[person].label).join("、");
    return el("blockquote", {}, el("q", {}, ...pieces),
      el("cite", {}, "《" + story.title + "》", ...[by, story.published, story.page].filter(Boolean).map(part => " · " + part)),
      el("cite", {}, words.rule + " " + rule + " · " + words.confidence + " ",
        el("meter", { min: 0, max: 1, value: confidence, "aria-label": words.confidence }), " " + confidence.toFixed(2)));
  }
  const why = sources => el("details", { class: "why" },
    el("summary", {}, words.sentence + (sources.length > 1 ? " × " + sources.length : "")), ...quotes(sources));
  const quotes = sources => (sources.length ? sources.map(quote) : [el("p", { class: "soft" }, words.none)]);

  function entityPanel(e) {
    const groups = new Map();
    for (const f of e.facts) {
      const { label, symmetric } = kg.relations[f.relation], key = (f.subject === e.id || symmetric ? "" : "← ") + label;
      groups.set(key, [...(groups.get(key) || []), f]);
    }
    const item = f => [el("div", { class: "fact" }, f.object === null ? el("b", {}, f.text) : name(entities[f.subject === e.id ? f.object : f.subject]),
      f.where === null ? "" : name(entities[f.where]), f.time ? el("span", {}, f.time) : "",
      words[f.status] ? el("span", { class: "soft" }, words[f.status]) : "", why(f.sources))];
    const figure = f => [el("div", { class: "figure" }, el("span", {}, f.measure + (f.time ? "（" + f.time + "）" : "")),
      el("b", { title: [f.qualifier, f.value, f.unit].join(" ") }, f.surface)), why(f.sources)];
    return [back(), el("h2", {}, glyph(e.kind), " " + e.label), classLine(e), el("p", { class: "soft iri" }, e.iri),
      e.community !== undefined && el("p", { class: "soft" }, words.community + "：", circle(e.community)),
      e.names.length && el("p", { class: "soft" }, words.names + "：" + e.names.join("、")),
      ...[...groups].flatMap(([title, members]) => [heading(title + " · " + members.length), list(members.map(item))]),
      ...(e.figures.length ? [heading(words.figures + " · " + e.figures.length), list(e.figures.map(figure))] : []),
      ...(e.wrote.length ? [heading(words.wrote), list(e.wrote.map(a => ["《" + a.title + "》"]))] : []),
      !e.facts.length && !e.figures.length && !e.wrote.length && el("p", { class: "soft" }, words.none_facts)];
  }
  function factPanel(f) {
    return [back(), el("p", {}, name(entities[f.subject])), el("h2", {}, "→ " + kg.relations[f.relation].label),
      el("p", {}, name(entities[f.object])), heading(words.sentence), ...quotes(f.sources)];
  }
  function overview() {
    const hubs = entities.filter(degree).sort((a, b) => degree(b) - degree(a) || a.id - b.id).slice(0, 12);
    return [el("p", { class: "soft" }, words.hint), heading(words.hubs),
      list(hubs.map(e => [el("div", { class: "figure" }, name(e), el("span", { class: "soft" }, String(degree(e))))])),
      ...(kg.communities.length ? [heading(words.community), list(kg.communities.slice(0, 12).map((c, id) =>
        [el("div", { class: "figure" }, circle(id), el("span", { class: "soft" }, String(c.members.length)))]))] : [])];
  }

  // ---- legend and search ----
  function legend() {
    const entry = (on, press, ...children) => {
      const button = el("button", { type: "button", onclick: () => { press(); refresh(); } }, ...children);
      switches.set(button, on);
      return el("li", {}, button);
    };
    $("classes").append(...[...classes.values()].map(c => entry(() => c.on, () => { c.on = !c.on; },
      glyph(c.name), el("span", {}, c.zh), el("small", {}, c.en), el("output", {}, String(c.count)))));
    if (lone.size) {
      $("classes").append(entry(() => loneShown, () => { loneShown = !loneShown; called.clear(); },
        el("i", {}), el("span", {}, words.single), el("output", {}, String(lone.size))));
    }
    refresh();
  }
  function search() {
    const wanted = $("search").value.trim().toLowerCase();
    const rank = e => Math.min(...[e.label, ...e.names].map(n => n.toLowerCase().indexOf(wanted)).filter(at => at >= 0));
    const found = wanted ? entities.filter(e => Number.isFinite(rank(e))).sort((a, b) => rank(a) - rank(b) || degree(b) - degree(a)) : [];
    const pick = e => { $("search").value = e.label; $("found").hidden = true; select(e.id); };
    $("found").replaceChildren(...found.slice(0, 30).map(e =>
      el("li", {}, el("button", { type: "button", onclick: () => pick(e) }, glyph(e.kind), " " + e.label))));
    if (wanted && !found.length) $("found").append(el("p", {}, words.nothing));
    $("found").hidden = !wanted;
  }
  $("search").addEventListener("input", search);
  $("search").addEventListener("keydown", event => {
    if (event.key === "Escape") $("found").hidden = true;
    if (event.key === "Enter" && !event.isComposing) $("found").querySelector("button")?.click();
  });
  document.addEventListener("click", event => { if (!$("find").contains(event.target)) $("found").hidden = true; });
  $("fit").addEventListener("click", () => fit(view.getIds()));
  if (matchMedia("(max-width: 760px)").matches) $("legend").open = false;
  legend();
  select(null);
  fit(view.getIds());

  // For scripts and tests: numbers of entities by label, what is lit, and where an entity or fact stands in the window.
  window.parkkg = {
    select,
    find: text => entities.filter(e => e.label === text).map(e => e.id),
    lit: () => near && [...near],
    facts: id => entities[id].facts.map(f => f.id),
    positionOf(key) {
      const point = typeof key === "string" ? middle(key) : view.get(key) && network.getPosition(key);
      if (!point) return null;
      const { x, y } = network.canvasToDOM(point), frame = $("net").getBoundingClientRect();
      return { x: frame.left + x, y: frame.top + y };
    },
  };
})();
