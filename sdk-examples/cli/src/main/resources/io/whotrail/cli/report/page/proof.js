"use strict";
/* The panel that shows what proves something: events, and where each lies. */

function openProof(title, ...parts) {
  byId("proof-title").textContent = title;
  byId("proof-body").replaceChildren(...parts.flat().filter(part => part));
  byId("proof").hidden = false;
  byId("proof").scrollTop = 0;
}

function closeProof() {
  byId("proof").hidden = true;
}

byId("proof-close").addEventListener("click", closeProof);
document.addEventListener("keydown", pressed => {
  if (pressed.key === "Escape") {
    closeProof();
  }
});

function facts(pairs) {
  const list = element("dl", { class: "facts" });
  for (const [name, value] of pairs) {
    if (value !== undefined && value !== null && value !== "") {
      list.append(element("dt", {}, name), element("dd", {}, value));
    }
  }
  return list;
}

/** An event by its number: its id, what it is, and where it lies. */
function eventLine(number) {
  const [id, what, at, file, index, copies, offset, path] = data.events[number];
  const where = file === undefined
    ? "not found again"
    : data.files[file] + ", event " + count(index) + (offset === undefined ? "" : ", byte " + count(offset) + ", " + shared(path)) + (copies > 1 ? ", and " + counted(copies - 1, "copy").replace("copys", "copies") : "");
  return element("div", { class: "event", "data-event": id },
    element("div", {}, element("code", {}, id)),
    what === undefined ? null : element("div", {}, actionText(shared(what)) + ", " + time(at)),
    element("div", { class: "where mono" }, where));
}

function actionText(what) {
  const space = what.indexOf(" ");
  return service(what.slice(0, space)) + what.slice(space);
}

function eventList(title, numbers, further) {
  if (numbers.length === 0) {
    return null;
  }
  return element("div", {}, element("h3", {}, title), ...numbers.map(eventLine),
    further > 0 ? element("p", { class: "hint" }, "and " + counted(further, "more event")) : null);
}

function sessionName(session) {
  const label = shared(session.label);
  return shared(session.who) + (label === "" ? ", without a session" : " as " + label);
}

/** A session as a line that opens its proof. */
function sessionLine(number) {
  const session = data.sessions[number];
  return element("button", { class: "link", click: () => openSession(number) },
    sessionName(session), " · " + (session.events === 0 ? "never used" : counted(session.events, "event")),
    session.signalled > 0 ? element("span", { class: "flag" }, " ⚑") : null);
}

function sessionList(title, numbers, all) {
  if (numbers.length === 0) {
    return null;
  }
  return element("div", {}, element("h3", {}, title),
    ...numbers.map(number => element("div", {}, sessionLine(number))),
    all > numbers.length ? element("p", { class: "hint" }, "and " + count(all - numbers.length) + " more") : null);
}

function step(tone, name, details) {
  return element("div", { class: "step" }, element("span", { class: "dot", tone }),
    element("div", {}, element("b", {}, name), details ? element("div", { class: "mono hint" }, details) : null));
}

function hopPart(hop) {
  const name = shared(hop.name);
  const source = shared(hop.source);
  const proven = hop.proofs.length > 0;
  return [
    element("div", { class: "hop" },
      (hop.at === null ? "assumed, " : "assumed " + time(hop.at) + ", ") + shared(hop.link),
      ...hop.proofs.map(eventLine),
      hop.further > 0 ? element("div", {}, "and " + counted(hop.further, "more event")) : null,
      proven ? null : element("div", {}, "No event of these logs shows it.")),
    step("role", shared(hop.role), [shared(hop.arn), name && "session “" + name + "”", source && "source identity “" + source + "”"]
      .filter(text => text).join("  ")),
  ];
}

function chainPart(chain) {
  const parts = [step("attributed", shared(chain.name), shared(chain.described) + "  " + shared(chain.identifier))];
  chain.hops.forEach((hop, index) => {
    if (chain.hidden > 0 && index === chain.hiddenAfter) {
      parts.push(element("div", { class: "hop" }, counted(chain.hidden, "hop") + " not shown"));
    }
    parts.push(...hopPart(hop));
  });
  return element("div", { class: "chain" }, ...parts);
}

function answerPart(session) {
  if (session.verdict === 2) {
    return [
      element("p", {}, shared(session.sentence)),
      facts([
        ["proven is only", session.furthest === undefined ? "" : shared(session.furthest)],
        ["claimed name", shared(session.claimedName)],
        ["claimed source", shared(session.claimedSource)],
        ["what to do", shared(session.advice)],
      ]),
    ];
  }
  const parts = [];
  session.chains.forEach((chain, index) => {
    parts.push(element("h3", {}, session.verdict === 1 ? "Explanation " + (index + 1) : "Chain"));
    parts.push(element("p", { class: "hint" }, shared(chain.sentence)), chainPart(chain));
  });
  if (session.furtherChains > 0) {
    parts.push(element("p", { class: "hint" }, "and " + counted(session.furtherChains, "more explanation")));
  }
  return parts;
}

function openSession(number, row) {
  const session = data.sessions[number];
  openProof(sessionName(session),
    element("span", { class: "badge", tone: VERDICTS[session.verdict] }, shared(session.why)),
    facts([
      ["events", session.events === 0 ? "none in these logs: opened, and never used" : count(session.events) + (session.failed > 0 ? ", " + count(session.failed) + " failed" : "")],
      ["when", session.events === 0 ? "" : period(session.first, session.last)],
      ["born", session.born === undefined || session.born === null ? "" : time(session.born)],
      ["session", session.arn],
      ["access key", session.key],
      ["signals", session.signals.length === 0 ? "" : element("span", { class: "flag" }, session.signals.map(shared).join(", "))],
    ]),
    answerPart(session),
    row ? eventList("Example of " + service(row.service) + " " + row.action, [row.event], row.events - 1) : null,
    eventList("Events", session.examples, session.events - session.examples.length),
    session.events === 0 ? null : element("p", {}, element("button", {
      class: "quiet",
      click: () => showOnly(sessionName(session), candidate => candidate.session === number),
    }, "Show in the table")));
}
