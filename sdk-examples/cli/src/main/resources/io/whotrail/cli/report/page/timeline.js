"use strict";
/* Events over time, and below them the sessions on the same axis. */

const LABELS = 300;
/** Where there is no room for all, one bar in so many is kept for sessions that nobody used. */
const UNUSED_ONE_IN = 10;
const times = data.times;

/** Each bin from the first to the last, also where nothing happened. */
function series() {
  const width = times.width;
  if (times.bins.length === 0) {
    return null;
  }
  const first = times.bins[0][0];
  const last = times.bins.at(-1)[0];
  const length = Math.round((last - first) / width) + 1;
  const columns = [Array.from({ length }, (none, index) => first + index * width), ...VERDICTS.map(() => new Array(length).fill(0))];
  for (const [at, ...counts] of times.bins) {
    counts.forEach((number, index) => { columns[index + 1][Math.round((at - first) / width)] = number; });
  }
  return columns;
}

/** Bars that stand on each other: the highest is drawn first. */
function stacked([at, attributed, ambiguous, unattributed]) {
  const lower = ambiguous.map((number, index) => number + unattributed[index]);
  return [at, attributed.map((number, index) => number + lower[index]), lower, unattributed];
}

/** `09:05`, with the day below where it begins. */
function axisTimes(ticks, step) {
  let day = "";
  return ticks.map(tick => {
    const [date, clock] = time(tick).slice(0, -1).split(" ");
    if (step >= 86400) {
      return date;
    }
    const shown = clock.slice(0, step >= 60 ? 5 : 8) + (date === day ? "" : "\n" + date);
    day = date;
    return shown;
  });
}

function drawTimes() {
  const columns = series();
  if (columns === null) {
    byId("time-hint").textContent = "No event has a legible time.";
    return null;
  }
  byId("time-hint").textContent = "Events in steps of " + duration(times.width)
    + ", UTC. Drag to look closer, double-click to see all; click a session for its proof."
    + (times.untimed > 0 ? " " + counted(times.untimed, "event") + " without a legible time." : "");
  VERDICTS.forEach(verdict => byId("time-keys").append(key(verdict, verdict)));
  const range = [columns[0][0], columns[0].at(-1) + times.width];
  const axis = { stroke: () => colour("faint"), grid: { stroke: () => colour("line"), width: 1 }, ticks: { show: false }, font: "12px system-ui, sans-serif" };
  const bars = uPlot.paths.bars({ size: [0.92, 80], align: 1 });
  const plot = new uPlot({
    width: plotWidth(), height: 190, padding: [8, 0, 0, 0],
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false } },
    legend: { show: false },
    scales: {
      x: { range: (self, low, high) => low === columns[0][0] && high === columns[0].at(-1) ? range : [low, high] },
      y: { range: (self, low, high) => [0, Math.max(1, high * 1.08)] },
    },
    axes: [{ ...axis, size: 44, values: (self, ticks, index, space, step) => axisTimes(ticks, step) }, { ...axis, size: LABELS, values: (self, ticks) => ticks.map(tick => Number.isInteger(tick) ? count(tick) : "") }],
    series: [{}, ...VERDICTS.map(verdict => ({ label: verdict, paths: bars, points: { show: false }, width: 0, fill: () => colour(verdict) }))],
    hooks: {
      setScale: [(self, scale) => { if (scale === "x") { placeBars(self.scales.x.min, self.scales.x.max); } }],
      setCursor: [self => hover(self, columns)],
    },
  }, stacked(columns), byId("times"));
  onRestyle(() => plot.redraw(false));
  window.addEventListener("resize", () => plot.setSize({ width: plotWidth(), height: 190 }));
  return plot;
}

/** The list of sessions below may have a scroll bar; the plot ends where its bars end. */
function plotWidth() {
  return byId("bars").clientWidth;
}

function hover(plot, columns) {
  const index = plot.cursor.idx;
  if (index !== null && index !== undefined) {
    byId("times").title = period(columns[0][index], columns[0][index] + times.width) + ": "
      + VERDICTS.map((verdict, number) => count(columns[number + 1][index]) + " " + verdict).join(", ");
  }
}

const placed = [];

/** Puts each session where it was, on an axis from one time to another. */
function placeBars(from, to) {
  const share = seconds => Math.max(-5, Math.min(105, 100 * (seconds - from) / (to - from)));
  for (const { bar, first, last } of placed) {
    bar.style.left = share(first) + "%";
    bar.style.width = Math.max(0, share(last) - share(first)) + "%";
  }
}

function addBar(kind, tone, first, last) {
  const bar = element("span", { class: kind, tone });
  placed.push({ bar, first, last });
  return bar;
}

function barRow(number) {
  const session = data.sessions[number];
  const tone = VERDICTS[session.verdict];
  const label = shared(session.label);
  const track = element("span", { class: "track" });
  if (session.born !== undefined && session.born !== null && session.born < session.first) {
    track.append(addBar("waited", tone, session.born, session.last));
  }
  if (session.events > 0) {
    track.append(addBar("used", tone, session.first, session.last));
  } else {
    track.append(addBar("opened", tone, session.born, session.born));
  }
  const told = session.events > 0 ? period(session.first, session.last) + ", " + counted(session.events, "event") : "opened " + time(session.born) + ", never used";
  return element("button", { class: "bar-row", "data-session": number, title: sessionName(session) + ", " + told, click: () => openSession(number) },
    element("span", { class: "name" }, session.signalled > 0 ? element("span", { class: "flag" }, "⚑ ") : null,
      shared(session.who), " ", element("small", {}, label === "" ? "without a session" : label, session.events === 0 ? ", never used" : "")),
    track);
}

/** When a session's bar begins; null where that is not known. */
function begin(session) {
  return session.events === 0 ? session.born : session.first;
}

/** Sessions of one origin stand together, the origin that came first on top. */
function drawBars() {
  const timed = data.sessions.map((session, number) => number).filter(number => begin(data.sessions[number]) !== null);
  const used = timed.filter(number => data.sessions[number].events > 0);
  const unused = timed.filter(number => data.sessions[number].events === 0);
  const roomForUnused = Math.min(unused.length, Math.max(Math.floor(data.bars / UNUSED_ONE_IN), data.bars - used.length));
  const shown = [...used.slice(0, data.bars - roomForUnused), ...unused.slice(0, roomForUnused)];
  const begins = new Map();
  for (const number of shown) {
    const { who } = data.sessions[number];
    begins.set(who, Math.min(begin(data.sessions[number]), begins.get(who) ?? Infinity));
  }
  shown.sort((a, b) => {
    const one = data.sessions[a];
    const other = data.sessions[b];
    return begins.get(one.who) - begins.get(other.who) || one.who - other.who || begin(one) - begin(other) || a - b;
  });
  byId("bars").append(...shown.map(barRow));
  return { shown: shown.length, timed: timed.length };
}
