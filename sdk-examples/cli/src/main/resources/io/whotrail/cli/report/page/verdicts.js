"use strict";
/* How the answers are known, what has none, and what is worth a look. */

function drawBases() {
  const most = Math.max(1, ...data.bases.map(kind => kind.events));
  byId("bases").append(...data.bases.map((kind, number) => {
    const bar = element("span", { tone: VERDICTS[kind.verdict] });
    bar.style.width = 100 * kind.events / most + "%";
    return element("button", { class: "share", "data-kind": kind.name, title: kind.sentence, click: () => openKind(number) },
      element("span", {}, kind.brief), element("span", { class: "bar" }, bar),
      element("span", { class: "figure" }, count(kind.events), element("small", {}, "  " + percent(kind.events, data.head.events))));
  }));
}

function openKind(number) {
  const kind = data.bases[number];
  openProof(kind.brief,
    element("span", { class: "badge", tone: VERDICTS[kind.verdict] }, kind.name),
    element("p", {}, kind.sentence),
    kind.advice === "" ? null : element("p", {}, element("b", {}, "What to do: "), kind.advice),
    facts([["events", count(kind.events) + " of " + count(data.head.events)]]),
    sessionList("Whose, those with most events first", kind.sessions, kind.strands),
    eventList("Examples", kind.sessions.flatMap(session => data.sessions[session].examples.slice(0, 1)).slice(0, 8), 0));
}

function drawUnknown() {
  const unknown = data.bases.filter(kind => kind.verdict > 0);
  if (unknown.length === 0) {
    byId("unknown").append(element("p", { class: "hint" }, "Every event has one answer."));
    return;
  }
  unknown.sort((a, b) => b.events - a.events);
  byId("unknown").append(...unknown.map(kind => element("div", { class: "gap" },
    element("button", { class: "link", click: () => openKind(data.bases.indexOf(kind)) },
      element("b", {}, kind.brief), " · " + counted(kind.events, "event"), element("span", { class: "hint" }, " " + kind.name)),
    element("p", {}, kind.sentence),
    element("p", { class: "advice" }, element("b", {}, "What to do: "), kind.advice),
    rolesPart(kind),
    sessionList("Sessions", kind.sessions.slice(0, 6), kind.strands))));
}

function rolesPart(kind) {
  if (kind.roles === undefined || kind.roles.length === 0) {
    return null;
  }
  return element("div", {}, element("h3", {}, "Roles"), element("ul", {}, ...kind.roles.map(([role, events, sessions]) =>
    element("li", {}, element("span", {}, shared(role)), element("span", {}, sums({ events, sessions }))))),
    kind.furtherRoles > 0 ? element("p", { class: "hint" }, "and " + count(kind.furtherRoles) + " more") : null);
}

function drawSignals() {
  if (data.signals.length === 0) {
    byId("signals").append(element("p", {}, "None."));
    return;
  }
  for (const kind of data.signals) {
    const events = kind.details.reduce((sum, detail) => sum + detail.events, 0) + kind.furtherEvents;
    byId("signals").append(element("h3", {}, element("span", { class: "flag" }, kind.brief), " · " + counted(events, "event")),
      ...kind.details.slice(0, 8).map(detail => signalPart(kind, detail)));
    if (kind.details.length > 8) {
      byId("signals").append(element("details", {}, element("summary", {}, count(kind.details.length - 8) + " more"),
        ...kind.details.slice(8).map(detail => signalPart(kind, detail))));
    }
    if (kind.furtherEvents > 0) {
      byId("signals").append(element("p", { class: "hint" }, counted(kind.furtherEvents, "event") + " with further details of this kind are not told one by one."));
    }
  }
}

function signalPart(kind, detail) {
  return element("div", { class: "signal" }, element("button", { class: "link", click: () => openSignal(kind, detail) },
    detail.detail, element("span", { class: "hint" }, " · " + counted(detail.events, "event")),
    ...detail.shown.map(number => element("div", { class: "hint" }, element("code", {}, data.events[number][0])))));
}

function openSignal(kind, detail) {
  openProof(kind.brief,
    element("p", {}, detail.detail),
    facts([["events", count(detail.events)]]),
    eventList("Shown by", detail.shown, 0),
    eventList("Events that bear it", detail.bearers, detail.events - detail.bearers.length),
    detail.session < 0 ? null : sessionList("First met in", [detail.session], 1));
}
