// One find: what was found, and what each source says.

import { html, useState } from "../lib/html.js";
import { useData } from "../lib/api.js";
import { label } from "../lib/vocabulary.js";
import * as words from "../lib/words.js";
import { RegisterMap } from "../map/map.js";
import { Claims } from "../parts/claims.js";
import { Acts, actsOnThing } from "../parts/acts.js";
import { Decide } from "../parts/decide.js";
import { Heading } from "../parts/heading.js";
import { History } from "../parts/history.js";
import { Loaded } from "../parts/states.js";

/** @param {import("../lib/types.js").PageProps} props */
export default function FindPage({ id }) {
  const data = useData(`/finds/${encodeURIComponent(id)}`);
  return html`<${Loaded} of=${data}>${(/** @type {any} */ answer) => html`<${Find} answer=${answer} reload=${data.reload} />`}<//>`;
}

/** @param {{answer: any, reload: () => void}} props */
function Find({ answer, reload }) {
  const { find, reports = [], decisions = [], seen } = answer;
  const [deciding, setDeciding] = useState(/** @type {any} */ (null));
  const isPlaced = typeof find.place?.lat === "number";
  return html`
    <${Heading} title=${`${words.capital(label("find_action", find.action))}: ${label("device", find.category)}${find.model ? ` (${find.model})` : ""}`} kind=${`Find ${find.id}`}>
      <${Acts} acts=${actsOnThing({ kind: "find", claims: find.claims ?? [], place: find.place, reports })} ask=${setDeciding} />
    <//>
    <div class="columns"><dl class="facts">
      <dt>Count</dt><dd>${words.range(find.count)}</dd>
      <dt>Date</dt><dd>${words.date(find.date)}</dd>
      <dt>Place</dt><dd>${words.place(find.place)}${isPlaced && html` <span class="muted">${words.position(find.place)}</span>`}</dd>
      <dt>Sources</dt><dd>${(find.sources ?? []).join("; ") || "the publishers’ own accounts"}</dd>
    </dl>
    ${isPlaced && html`<${RegisterMap} filter=${{}} size="small" label="Map around the find"
      box=${[find.place.lon - 0.3, find.place.lat - 0.2, find.place.lon + 0.3, find.place.lat + 0.2]}
      spot=${{ lat: find.place.lat, lon: find.place.lon, precision: find.place.precision ?? 0 }} />`}</div>
    <${Claims} reports=${reports} claims=${find.claims ?? []} decide=${setDeciding} />
    <${History} decisions=${decisions} seen=${seen} reload=${reload} />
    ${deciding && html`<${Decide} of=${deciding} seen=${seen} close=${() => setDeciding(null)} done=${reload} />`}
  `;
}
