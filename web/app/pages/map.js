// The map: what the filter leaves of the register, layer by layer, with a slider for time.

import { html, useRef, useState } from "../lib/html.js";
import { useData } from "../lib/api.js";
import { go } from "../lib/router.js";
import { at, changed, filterOf } from "../lib/filter.js";
import { label } from "../lib/vocabulary.js";
import { RegisterMap } from "../map/map.js";
import { OVERLAYS } from "../map/overlays.js";
import { Heading } from "../parts/heading.js";
import { Loaded } from "../parts/states.js";
import { TimeSlider } from "../parts/time_slider.js";

/** @param {import("../lib/types.js").PageProps} props */
export default function MapPage({ address }) {
  const filter = filterOf(address.query);
  const overview = useData(at("/overview", changed(changed(filter, "from", ""), "to", "")));
  const view = useRef(/** @type {number[] | null} */ (null));
  const [hidden, setHidden] = useState(new Set(/** @type {string[]} */ ([])));
  /** @param {string} id */
  const toggle = (id) => setHidden((before) => {
    const next = new Set(before);
    if (!next.delete(id)) next.add(id);
    return next;
  });
  const section = () => view.current && go(at("/map", { ...filter, bbox: view.current.map((value) => value.toFixed(3)).join(",") }));
  return html`
    <${Heading} title="Map"><button onClick=${section} title="Filter all pages by what the map shows">Filter by this section</button><//>
    <${Loaded} of=${overview}>${(/** @type {any} */ data) => html`
      <div class="map-page">
        <div>
          <${RegisterMap} filter=${filter} box=${boxOf(filter) ?? data.extent} hidden=${hidden}
            label="Map of incidents, finds and land; the lists hold the same" onMove=${(/** @type {number[]} */ box) => void (view.current = box)} />
          <${TimeSlider} timeline=${data.timeline ?? []} filter=${filter} path="/map" />
        </div>
        <div class="layers">
          <fieldset><legend>Layers</legend>
            ${[...OVERLAYS].reverse().map((overlay) => html`<${Switch} overlay=${overlay} on=${!hidden.has(overlay.id)} toggle=${() => toggle(overlay.id)} />`)}
            <label><input type="checkbox" checked=${!hidden.has("errors")} onChange=${() => toggle("errors")} /> Position error</label>
            <p class="hint">Dashed circles: the true point is thought to lie within.</p>
          </fieldset>
        </div>
      </div>`}<//>
  `;
}

/** @param {{overlay: import("../map/overlays.js").Overlay, on: boolean, toggle: () => void}} props */
function Switch({ overlay, on, toggle }) {
  const kinds = Object.entries(overlay.colours);
  return html`<label class=${on ? null : "off"}><input type="checkbox" checked=${on} onChange=${toggle} /> ${overlay.text}</label>
    ${on && html`<details open=${!overlay.points || overlay.id === "incidents"}><summary>Colours</summary><ul class="swatches">
      ${kinds.map(([code, colour]) => html`<li><${Swatch} colour=${colour} round=${overlay.points} /> ${label(overlay.vocabulary, code)}</li>`)}
      <li><${Swatch} colour=${overlay.otherwise} round=${overlay.points} /> other or not stated</li>
    </ul></details>`}`;
}

/** @param {{colour: string, round: boolean}} props */
function Swatch({ colour, round }) {
  return html`<svg class="swatch" width="12" height="12" aria-hidden="true">${round
    ? html`<circle cx="6" cy="6" r="5" fill=${colour} class="outlined" />`
    : html`<rect x="1" y="1" width="10" height="10" fill=${colour} fill-opacity="0.5" stroke=${colour} stroke-width="1.5" />`}</svg>`;
}

/** @param {import("../lib/filter.js").Filter} filter */
function boxOf(filter) {
  const box = filter["bbox"]?.split(",").map(Number);
  return box?.length === 4 && box.every(Number.isFinite) ? box : null;
}
