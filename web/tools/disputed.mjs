// Which boundary lines are drawn dashed.
//
// World Atlas has one line between two neighbours and does not say how settled it is, so a line is
// dashed along its whole length where any part of it is disputed, undetermined or a line of ceasefire.
// The list is one of lines, not of opinions about them: it takes no side and is no list of claims.

/** Units without an ISO 3166 code, or whose status is under negotiation: all their lines are dashed. */
const UNITS = new Set([
  "Cyprus U.N. Buffer Zone",
  "Kosovo",
  "N. Cyprus",
  "Palestine",
  "Siachen Glacier",
  "Somaliland",
  "W. Sahara",
]);

/** Pairs of neighbours by ISO 3166-1 numeric code. */
const PAIRS = new Set(
  [
    ["031", "051"], // Azerbaijan, Armenia: not delimited
    ["064", "156"], // Bhutan, China
    ["084", "320"], // Belize, Guatemala
    ["116", "764"], // Cambodia, Thailand
    ["156", "356"], // China, India
    ["156", "586"], // China, Pakistan: in Kashmir
    ["191", "688"], // Croatia, Serbia: the Danube
    ["231", "232"], // Ethiopia, Eritrea
    ["231", "706"], // Ethiopia, Somalia: provisional
    ["231", "729"], // Ethiopia, Sudan
    ["232", "262"], // Eritrea, Djibouti
    ["268", "643"], // Georgia, Russian Federation
    ["328", "740"], // Guyana, Suriname
    ["328", "862"], // Guyana, Venezuela
    ["356", "586"], // India, Pakistan: line of control in Kashmir
    ["376", "422"], // Israel, Lebanon
    ["376", "760"], // Israel, Syria
    ["404", "728"], // Kenya, South Sudan: Ilemi triangle
    ["408", "410"], // the two Koreas: demarcation line
    ["643", "804"], // Russian Federation, Ukraine
    ["728", "729"], // South Sudan, Sudan: Abyei and others
    ["729", "818"], // Sudan, Egypt: Halaib triangle
  ].map((pair) => pair.join(" ")),
);

/** Whether the line between these two units of World Atlas is dashed. */
export function isDisputed(a, b) {
  if (UNITS.has(a.properties.name) || UNITS.has(b.properties.name)) return true;
  return PAIRS.has([a.id, b.id].sort().join(" "));
}
