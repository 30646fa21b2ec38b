// The queue of what wants a person, what matters most first; worked through with the keyboard.

import { html, useEffect, useState } from "../lib/html.js";
import { useData } from "../lib/api.js";
import { go } from "../lib/router.js";
import { useKeys } from "../lib/keys.js";
import * as words from "../lib/words.js";
import { Decide, mayDecide } from "../parts/decide.js";
import { Heading } from "../parts/heading.js";
import { Failure, Loaded, Waiting } from "../parts/states.js";
import { Contradiction } from "./contradiction.js";
import { CORRECTABLE, Incident } from "./incident.js";

/** @type {Record<string, string>} */
const KINDS = {
  contradiction: "Contradiction", uncertain_link: "Uncertain link", new_casualties: "New casualties",
};

/** @param {import("../lib/types.js").PageProps} props */
export default function Review({ address }) {
  const queue = useData("/review?limit=200");
  const items = queue.data?.items ?? [];
  const wanted = address.query.get("item") ?? "";
  const found = items.findIndex((/** @type {any} */ one) => one.id === wanted);
  const [last, setLast] = useState(0);
  // What was at hand is gone once it is decided: then the next one stands in its place.
  const index = found >= 0 ? found : Math.min(last, items.length - 1);
  useEffect(() => { if (found >= 0) setLast(found); }, [found]);
  /** @param {number} to */
  const choose = (to) => items[to] && go(`/review?item=${encodeURIComponent(items[to].id)}`, { replace: true });
  useKeys("Review", [
    { key: "j", does: "next in the queue", run: () => choose(Math.min(items.length - 1, index + 1)) },
    { key: "k", does: "one back", run: () => choose(Math.max(0, index - 1)) },
  ]);
  return html`
    <${Heading} title="Review" sub="What wants a person: figures that cannot all be true, links that the program is unsure of, new casualties. Keys: j and k to move, a accept, c correct, r reject, m merge, s split, p place on the map; every decision asks why." />
    ${queue.problem ? html`<${Failure} problem=${queue.problem} retry=${queue.reload} />` : !queue.data ? html`<${Waiting} />`
      : items.length === 0 ? html`<p class="panel">Nothing is waiting. <a href="/decisions">What was decided</a></p>` : html`
      <p class="counted" role="status"><strong>${words.plural(queue.data.total ?? items.length, "thing")}</strong> waiting${items.length < (queue.data.total ?? 0) ? `, the first ${items.length} shown` : ""}.</p>
      <div class="queue">
        <ol class="queue-list" aria-label="Queue">${items.map((/** @type {any} */ item, /** @type {number} */ at) => html`<li>
          <button aria-current=${at === index ? "true" : null} onClick=${() => choose(at)}><span class="muted">${KINDS[item.kind] ?? item.kind}</span><br />${item.title}<span class="why">${item.why}</span></button></li>`)}</ol>
        <${Item} key=${items[index]?.id} item=${items[index]} reload=${queue.reload} />
      </div>`}
  `;
}

/** @param {{item: any, reload: () => void}} props */
function Item({ item, reload }) {
  const isContradiction = item.kind === "contradiction";
  const thing = item.thing ?? item.id;
  const data = useData(`/${isContradiction ? "contradictions" : "incidents"}/${encodeURIComponent(thing)}`);
  const [deciding, setDeciding] = useState(/** @type {any} */ (null));
  const claims = item.claims ?? [];
  const again = () => { data.reload(); reload(); };
  useEffect(() => {
    const button = document.querySelector('.queue-list [aria-current="true"]');
    button?.scrollIntoView({ block: "nearest" });
  }, [item.id]);
  /** @param {any} of */
  const ask = (of) => mayDecide() && setDeciding(of);
  const place = data.data?.incident?.place;
  useKeys("Decide", [
    { key: "c", does: "correct a value", run: () => ask({ decide: "correct", claim: claims[0], fields: isContradiction ? ["value"] : CORRECTABLE }) },
    { key: "m", does: "merge: one occasion", run: () => ask({ decide: "merge", claims, asksFor: claims.length < 2 ? "another" : "" }) },
    { key: "s", does: "split: another occasion", run: () => ask({ decide: "split", claims: claims.slice(-1), from: claims.slice(0, -1) }) },
    { key: "p", does: "place on the map", run: () => ask({ decide: "place", claim: claims[0], place }) },
    ...(isContradiction ? [] : [
      { key: "a", does: item.kind === "uncertain_link" ? "accept the link" : "accept", run: () => ask(accepting(item, claims)) },
      { key: "r", does: item.kind === "uncertain_link" ? "reject the link" : "reject", run: () => ask(rejecting(item, claims)) },
    ]),
  ]);
  return html`<section class="panel" aria-label="At hand">
    ${!isContradiction && mayDecide() && html`<div class="actions">
      <button onClick=${() => ask(accepting(item, claims))}>${item.kind === "uncertain_link" ? "One occasion …" : "Accept …"} <kbd>a</kbd></button>
      <button onClick=${() => ask(rejecting(item, claims))}>${item.kind === "uncertain_link" ? "Two occasions …" : "Reject …"} <kbd>r</kbd></button>
      <button onClick=${() => ask({ decide: "correct", claim: claims[0], fields: CORRECTABLE })}>Correct … <kbd>c</kbd></button>
      <button onClick=${() => ask({ decide: "place", claim: claims[0], place })}>Place … <kbd>p</kbd></button>
    </div>`}
    <${Loaded} of=${data}>${(/** @type {any} */ answer) => isContradiction
      ? html`<${Contradiction} answer=${answer} reload=${again} inner=${true} />`
      : html`<${Incident} answer=${answer} reload=${again} inner=${true} />`}<//>
    ${deciding && html`<${Decide} of=${deciding} seen=${data.data?.seen ?? item.seen} close=${() => setDeciding(null)} done=${again} />`}
  </section>`;
}

/** @param {any} item @param {string[]} claims */
function accepting(item, claims) {
  return item.kind === "uncertain_link" ? { decide: "merge", claims } : { decide: "accept", claim: claims[0] };
}

/** @param {any} item @param {string[]} claims */
function rejecting(item, claims) {
  return item.kind === "uncertain_link" ? { decide: "split", claims: claims.slice(-1), from: claims.slice(0, -1) } : { decide: "reject", claim: claims[0] };
}
