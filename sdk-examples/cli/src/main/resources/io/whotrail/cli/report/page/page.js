"use strict";
/* What all parts of the page use. Names come from logs that anybody may have written: they reach the page as text only. */

const data = JSON.parse(document.getElementById("data").textContent);
const VERDICTS = ["attributed", "ambiguous", "unattributed"];

/** The text with a number. */
function shared(number) {
  return data.strings[number];
}

function byId(id) {
  return document.getElementById(id);
}

/** Makes an element; `attributes` may hold a class, a title, a tone (the name of a colour) and a click. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  const { tone, click, ...others } = attributes;
  for (const [key, value] of Object.entries(others)) {
    if (value !== undefined) {
      made.setAttribute(key, value);
    }
  }
  if (name === "button") {
    made.setAttribute("type", "button");
  }
  if (tone) {
    made.style.setProperty("--tone", "var(--" + tone + ")");
  }
  if (click) {
    made.addEventListener("click", click);
  }
  made.append(...children.filter(child => child !== null && child !== undefined).map(child =>
    child instanceof Node ? child : String(child)));
  return made;
}

function count(number) {
  return number.toLocaleString("en-US");
}

function counted(number, noun) {
  return count(number) + " " + noun + (number === 1 ? "" : "s");
}

function percent(part, whole) {
  const share = whole === 0 ? 0 : 100 * part / whole;
  return (share > 0 && share < 0.1 ? "< 0.1" : share.toFixed(share === 100 ? 0 : 1)) + " %";
}

/** A time of the logs, which is UTC. */
function time(seconds) {
  return seconds === null || seconds === undefined
    ? "unknown time"
    : new Date(seconds * 1000).toISOString().replace("T", " ").replace(".000Z", "Z");
}

function period(first, last) {
  if (first === null || first === last) {
    return time(first);
  }
  const from = time(first);
  const to = time(last);
  return from.slice(0, 10) === to.slice(0, 10) ? from.slice(0, -1) + " to " + to.slice(11) : from + " to " + to;
}

function duration(seconds) {
  const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [name, size] = units.find(unit => seconds >= unit[1]) || units[3];
  return counted(Math.round(seconds / size), name);
}

function shortened(text, length) {
  const letters = Array.from(text);
  return letters.length <= length ? text : letters.slice(0, length - 1).join("") + "…";
}

/** `s3` of `s3.amazonaws.com`. */
function service(name) {
  return name.replace(/\.amazonaws\.com$/, "");
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

function key(tone, text) {
  return element("span", { tone }, element("i", {}), text);
}

/** Calls back whenever the colours change. */
const restyled = [];
function onRestyle(callback) {
  restyled.push(callback);
}

function isDark() {
  const chosen = document.documentElement.getAttribute("data-theme");
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function showTheme() {
  byId("theme").textContent = isDark() ? "Light" : "Dark";
  restyled.forEach(callback => callback());
}

byId("theme").addEventListener("click", () => {
  document.documentElement.setAttribute("data-theme", isDark() ? "light" : "dark");
  showTheme();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);
