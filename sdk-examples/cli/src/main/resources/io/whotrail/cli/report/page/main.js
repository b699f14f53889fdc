"use strict";
/* Draws the page. */

const head = data.head;
const byVerdict = VERDICTS.map((verdict, number) =>
  data.bases.filter(kind => kind.verdict === number).reduce((sum, kind) => sum + kind.events, 0));

function tile(tone, number, what) {
  byId("tiles").append(element("div", { class: "tile", tone }, element("div", { class: "number" }, number), element("div", { class: "what" }, what)));
}

function drawHead() {
  byId("command").textContent = head.command;
  byId("range").textContent = head.first === null ? "" : period(head.first, head.last) + (head.first === head.last ? "" : " · " + duration(head.last - head.first));
  byId("files").append(element("details", {}, element("summary", {}, counted(head.inputs, "file") + ", " + counted(head.read, "event") + " read"
    + (head.duplicates > 0 ? ", " + counted(head.duplicates, "event") + " said twice" : "")
    + (head.contradictions > 0 ? ", " + counted(head.contradictions, "event") + " contradicted" : "")
    + (head.rejected > 0 ? ", " + counted(head.rejected, "record") + " could not be read" : "")),
    ...head.files.map(name => element("div", { class: "mono" }, name)),
    head.inputs > head.files.length ? element("div", {}, "and " + count(head.inputs - head.files.length) + " more") : null));
  tile("ink", count(head.events), "events" + (head.failed > 0 ? ", " + count(head.failed) + " failed" : ""));
  VERDICTS.forEach((verdict, number) => tile(verdict, count(byVerdict[number]), verdict + ", " + percent(byVerdict[number], head.events)));
  tile("role", (data.sessionsLeft.more ? "> " : "") + count(head.sessions), "sessions"
    + (data.unused.sessions > 0 ? ", and " + (data.unused.more ? "> " : "") + count(data.unused.sessions) + " never used" : ""));
  tile("signal", count(head.signalled), "events bear signals");
}

function note(where, sentence) {
  byId(where).append(element("p", { class: "hint" }, sentence));
}

/** Says what the page does not show one by one. */
function drawNotes() {
  byId("footer").append(element("p", {}, "Attributed " + count(byVerdict[0]) + " + ambiguous " + count(byVerdict[1]) + " + unattributed " + count(byVerdict[2])
    + " = " + counted(head.events, "event") + "."));
  const joined = nodes.filter(one => one.joined > 0).map(node => counted(node.joined, "more " + node.layer));
  if (joined.length > 0) {
    note("graph-note", "Of each column those with signals, then the largest, have boxes of their own. Told together: " + joined.join(", ") + ".");
  }
  if (edges.some(edge => edge.from === edge.to)) {
    note("graph-note", "Roles that were taken from themselves have no line; they are in the list.");
  }
  if (bars.shown < bars.timed) {
    note("bars-note", "Shown are " + count(bars.shown) + " of " + count(bars.timed) + " sessions, or doings without one: those with signals, those without an answer, then those with the most events"
      + (data.unused.sessions > 0 ? "; and of those that were never used some." : "."));
  }
  if (data.unused.sessions > data.unused.left) {
    note("bars-note", "A ring is a session that was opened and never used in these logs.");
  }
  if (!data.unused.known) {
    note("bars-note", "Which sessions were opened and never used is not told, since not all sessions are told apart.");
  }
  if (data.unused.left > 0) {
    note("bars-note", counted(data.unused.left, "session") + " that nobody used are in the counts and in the graph only.");
  }
  if (data.sessionsLeft.events > 0) {
    note("table-note", (data.sessionsLeft.more ? "More than " : "") + count(data.sessionsLeft.sessions) + " sessions, or doings without one, with "
      + counted(data.sessionsLeft.events, "event") + " are in the counts and in the graph only.");
  }
  if (data.rowsLeft.events > 0) {
    note("table-note", "The table leaves out " + counted(data.rowsLeft.events, "event") + ", those included.");
  }
  note("footer", "An event's place counts the events of its file from 1; records that could not be read do not count. Bytes count from 0, without gzip; "
    + "an event that is packed in another record lies where the outermost begins. Written by whotrail report; nothing in this page is loaded or sent.");
}

drawHead();
prepareTable();
const graph = drawGraph();
listLines();
const bars = drawBars();
const plot = drawTimes();
drawBases();
drawSignals();
drawUnknown();
drawNotes();
showTheme();
