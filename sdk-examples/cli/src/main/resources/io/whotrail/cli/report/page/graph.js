"use strict";
/* The graph of origins, roles and accounts. */

const LABELLED_LINES = 30;
const CLEAR_LINES = 120;
const nodes = data.graph.nodes;
const edges = data.graph.edges;

function nodeName(node) {
  return node.joined > 0 ? counted(node.joined, "other") : node.label;
}

function nodeTone(node) {
  return node.layer !== "origin" ? node.layer
    : node.unknown < node.events || node.joined > 0 ? "attributed"
    : node.label.startsWith("?") ? "unattributed" : "ambiguous";
}

function sums(thing) {
  return counted(thing.events, "event") + (thing.sessions > 0 ? " · " + counted(thing.sessions, "session") : "");
}

function sessionsFact(thing) {
  return thing.sessions === 0 ? "" : count(thing.sessions) + (thing.unused > 0 ? ", " + count(thing.unused) + " never used" : "");
}

/** Two of one name are told apart by their accounts. */
function nodeLabel(node) {
  const twin = node.account !== "" && nodes.some(other => other !== node && other.layer === node.layer && other.label === node.label);
  return shortened(nodeName(node), 28) + "\n" + (twin ? node.account + " · " + counted(node.events, "event") : sums(node)) + (node.signalled > 0 ? " ⚑" : "");
}

function edgeName(edge) {
  return nodeName(nodes[edge.from]) + " → " + nodeName(nodes[edge.to]);
}

function sessionsWhere(passes) {
  const numbers = [];
  data.sessions.forEach((session, number) => {
    if (passes(session)) {
      numbers.push(number);
    }
  });
  return numbers;
}

/** Whether a session's way has a line that leads to a role. */
function leadsAlong(edge) {
  return session => session.path.some((node, index) => node === edge.from && session.path[index + 1] === edge.to);
}

/** Whether a row of the table went along a line. */
function wentAlong(edge) {
  const leads = leadsAlong(edge);
  return row => nodes[edge.to].layer === "account"
    ? row.account === edge.to && data.sessions[row.session].path.at(-1) === edge.from
    : leads(data.sessions[row.session]);
}

/** The sessions of some rows, and behind them those without rows that pass, since nobody used them. */
function sessionsOf(rows, passes) {
  return [...new Set(tableRows.filter(rows).map(row => row.session)), ...sessionsWhere(session => session.events === 0 && passes(session))];
}

function passed(number) {
  return row => nodes[number].layer === "account" ? row.account === number : data.sessions[row.session].path.includes(number);
}

function openEdge(number) {
  const edge = edges[number];
  const went = wentAlong(edge);
  const sessions = sessionsOf(went, leadsAlong(edge));
  showOnly(edgeName(edge), went);
  openProof(edgeName(edge),
    facts([
      ["events", count(edge.events)],
      ["sessions", sessionsFact(edge)],
      ["signals", edge.signalled === 0 ? "" : element("span", { class: "flag" }, counted(edge.signalled, "event") + " of these sessions")],
      ["how tied", edge.links.map(shared).join(", ")],
    ]),
    eventList("Sessions were opened by", edge.proofs, edge.furtherProofs),
    sessionList("Sessions", sessions.slice(0, 12), Math.max(sessions.length, edge.sessions)),
    eventList("Events that went this way", edge.examples, edge.events - edge.examples.length));
}

function openNode(number) {
  const node = nodes[number];
  const passes = passed(number);
  const sessions = sessionsOf(passes, session => session.path.includes(number));
  const opened = edges.filter(edge => edge.to === number);
  showOnly(nodeName(node), passes);
  openProof(nodeName(node),
    element("span", { class: "badge", tone: nodeTone(node) }, node.layer),
    facts([
      ["who", node.joined > 0 ? "those with fewer events, together" : node.detail],
      ["events", count(node.events)],
      ["sessions", sessionsFact(node)],
      ["no answer", node.unknown === 0 ? "" : counted(node.unknown, "event")],
      ["signals", node.signalled === 0 ? "" : element("span", { class: "flag" }, counted(node.signalled, "event") + " of these sessions")],
    ]),
    eventList("Sessions were opened by", opened.flatMap(edge => edge.proofs).slice(0, 8),
      opened.reduce((sum, edge) => sum + edge.furtherProofs + edge.proofs.length, 0) - 8),
    sessionList("Sessions", sessions.slice(0, 12), sessions.length));
}

function elements(width) {
  const { at, ways, width: wide, height } = positions(nodes, edges, width);
  const largest = Math.max(1, ...edges.map(edge => edge.events));
  const faint = new Set(edges.map((edge, number) => number).sort((a, b) => edges[b].events - edges[a].events).slice(CLEAR_LINES));
  const drawn = nodes.map((node, number) => ({
    data: { id: "n" + number, number, label: nodeLabel(node), tone: nodeTone(node), flagged: node.signalled > 0 ? 1 : 0 },
    position: at[number],
  }));
  edges.forEach((edge, number) => {
    if (edge.from === edge.to) {
      return; // Told in a note, and in the list.
    }
    const { weights, distances } = bend(ways[number].map(place => at[place]));
    drawn.push({
      data: {
        id: "e" + number, number, source: "n" + edge.from, target: "n" + edge.to,
        label: sums(edge), tone: nodeTone(nodes[edge.from]), flagged: edge.signalled > 0 ? 1 : 0,
        unused: edge.events === 0 ? 1 : 0, width: 1.5 + 7 * Math.log2(1 + edge.events) / Math.log2(1 + largest),
        weights, distances, way: at[edge.to].x > at[edge.from].x ? "on" : at[edge.to].x < at[edge.from].x ? "back" : "beside",
        aside: -70 * Math.sign(at[edge.to].y - at[edge.from].y), faint: faint.has(number) ? 1 : 0,
      },
    });
  });
  return { drawn, wide, height };
}

/** A colour that covers what is behind it, as if it let a part of it through. */
function mixed(one, other, share) {
  const parts = hex => [1, 3, 5].map(from => parseInt(hex.slice(from, from + 2), 16));
  const under = parts(other);
  return "rgb(" + parts(one).map((part, index) => Math.round(part * share + under[index] * (1 - share))).join(", ") + ")";
}

function graphStyle() {
  const ink = colour("ink");
  const ground = colour("card");
  const tone = thing => colour(thing.data("tone"));
  return [
    { selector: "node", style: {
      shape: "round-rectangle", width: BOX.width, height: BOX.height, label: "data(label)", color: ink,
      "background-color": thing => mixed(tone(thing), ground, 0.13), "border-width": 1.5, "border-color": tone,
      "font-size": 11.5, "font-family": getComputedStyle(document.body).fontFamily, "line-height": 1.25,
      "text-wrap": "wrap", "text-max-width": BOX.width, "text-valign": "center", "text-halign": "center",
    } },
    { selector: "node[flagged = 1]", style: { "border-color": colour("signal"), "border-width": 2.5 } },
    { selector: "edge", style: {
      width: "data(width)", "line-color": tone, "line-opacity": edges.length <= LINES_WITH_LANES ? 0.42 : 0.25, "curve-style": "bezier",
      "target-arrow-shape": "triangle", "target-arrow-color": tone, "arrow-scale": 0.8,
      "font-size": 10.5, "font-family": getComputedStyle(document.body).fontFamily, color: ink,
      "text-background-color": ground, "text-background-opacity": 0.85, "text-background-padding": 2,
    } },
    { selector: "edge[way = \"on\"]", style: {
      "curve-style": "unbundled-bezier", "edge-distances": "endpoints",
      "source-endpoint": "90deg", "target-endpoint": "270deg",
      "control-point-weights": edge => edge.data("weights"), "control-point-distances": edge => edge.data("distances"),
    } },
    { selector: "edge[way = \"beside\"]", style: {
      "curve-style": "unbundled-bezier", "edge-distances": "endpoints", "source-endpoint": "90deg", "target-endpoint": "90deg",
      "control-point-weights": 0.5, "control-point-distances": "data(aside)",
    } },
    { selector: "edge[unused = 1]", style: { "line-style": "dashed" } },
    { selector: "edge[faint = 1]", style: { "line-opacity": 0.08 } },
    { selector: "edge[flagged = 1]", style: { "line-color": colour("signal"), "target-arrow-color": colour("signal") } },
    { selector: edges.length <= LABELLED_LINES ? "edge" : "edge.hovered, edge:selected", style: { label: "data(label)" } },
    { selector: ".faded", style: { opacity: 0.18 } },
    { selector: "edge.hovered, edge:selected", style: { "line-opacity": 0.9 } },
    { selector: "node.hovered, node:selected", style: { "background-color": thing => mixed(tone(thing), ground, 0.3) } },
    { selector: ":active", style: { "overlay-opacity": 0.06 } },
  ];
}

function drawGraph() {
  const container = byId("graph");
  const { drawn, wide, height } = elements(container.clientWidth);
  const zoom = Math.min(1, container.clientWidth / wide);
  container.style.height = Math.ceil(height * zoom + 16) + "px";
  const drawing = cytoscape({
    container, elements: drawn, style: graphStyle(), layout: { name: "preset", fit: false },
    zoom, pan: { x: 0, y: 8 }, userZoomingEnabled: false, boxSelectionEnabled: false, autoungrabify: true, autounselectify: false,
  });
  drawing.on("tap", "node", tapped => openNode(tapped.target.data("number")));
  drawing.on("tap", "edge", tapped => openEdge(tapped.target.data("number")));
  drawing.on("mouseover", "node, edge", over => {
    const near = over.target.isNode() ? over.target.closedNeighborhood() : over.target.union(over.target.connectedNodes());
    drawing.elements().not(near).addClass("faded");
    near.addClass("hovered");
    container.classList.add("hovering");
  });
  drawing.on("mouseout", "node, edge", () => {
    drawing.elements().removeClass("hovered faded");
    container.classList.remove("hovering");
  });
  onRestyle(() => drawing.style(graphStyle()));
  return drawing;
}

function listLines() {
  byId("line-list").append(...edges.map((edge, number) => element("button", { class: "link", click: () => openEdge(number) },
    edgeName(edge) + ": " + sums(edge), edge.signalled > 0 ? element("span", { class: "flag" }, " ⚑") : null)));
  byId("graph-keys").append(key("attributed", "origin"), key("role", "role"), key("account", "account"),
    key("unattributed", "origin not known"), key("signal", "bears a signal ⚑"));
}
