// The queue of what wants a person, what matters most first; worked through with the keyboard.

import { html, useEffect, useRef, useState } from "../lib/html.js";
import { useData } from "../lib/api.js";
import { go } from "../lib/router.js";
import { useKeys } from "../lib/keys.js";
import * as words from "../lib/words.js";
import { Acts, actsOnItem } from "../parts/acts.js";
import { Decide } from "../parts/decide.js";
import { Heading } from "../parts/heading.js";
import { Failure, Loaded, Waiting } from "../parts/states.js";
import { Contradiction } from "./contradiction.js";
import { Incident } from "./incident.js";

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
  const decided = useRef(false);
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
    <${Heading} title="Review" sub="What wants a person: figures that cannot all be true, links that the program is unsure of, new casualties. Keys: j and k to move, a accept, c correct, r reject, m merge, s split, p place on the map. Every decision asks why, stands in the log, and can be taken back." />
    ${queue.problem ? html`<${Failure} problem=${queue.problem} retry=${queue.reload} />` : !queue.data ? html`<${Waiting} />`
      : items.length === 0 ? html`<p class="panel">Nothing is waiting. <a href="/decisions">What was decided</a></p>` : html`
      <p class="counted" role="status"><strong>${words.plural(queue.data.total ?? items.length, "thing")}</strong> waiting${items.length < (queue.data.total ?? 0) ? `, the first ${items.length} shown` : ""}.</p>
      <div class="queue">
        <ol class="queue-list" aria-label="Queue">${items.map((/** @type {any} */ item, /** @type {number} */ at) => html`<li>
          <button aria-current=${at === index ? "true" : null} onClick=${() => choose(at)}><span class="muted">${KINDS[item.kind] ?? item.kind}</span><br />${item.title}<span class="why">${item.why}</span></button></li>`)}</ol>
        <${Item} key=${items[index]?.id} item=${items[index]} list=${queue.data} decided=${decided} reload=${queue.reload} />
      </div>`}
  `;
}

/**
 * @param {{item: any, list: any, decided: {current: boolean}, reload: () => void}} props `list`: the queue that it
 *   is of; `decided`: whether the item before was, just now
 */
function Item({ item, list, decided, reload }) {
  const isContradiction = item.kind === "contradiction";
  const thing = item.thing ?? item.id;
  const data = useData(`/${isContradiction ? "contradictions" : "incidents"}/${encodeURIComponent(thing)}`);
  const [deciding, setDeciding] = useState(/** @type {any} */ (null));
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  // Once decided, nothing more can be decided until the queue has come anew: it may hold this entry no longer,
  // and a dialog that was opened meanwhile would go with it.
  const [decidedIn, setDecidedIn] = useState(/** @type {any} */ (null));
  const isOver = decidedIn === list;
  const again = () => { decided.current = true; setDecidedIn(list); data.reload(); reload(); };
  useEffect(() => {
    const button = document.querySelector('.queue-list [aria-current="true"]');
    button?.scrollIntoView({ block: "nearest" });
    // What had the focus is gone with what was decided: whoever uses the keyboard goes on here.
    if (decided.current && document.activeElement === document.body) panel.current?.focus({ preventScroll: true });
    decided.current = false;
  }, [item.id]);
  const { incident, reports = [] } = data.data ?? {};
  return html`<section class="panel" aria-label="At hand" tabindex="-1" ref=${panel}>
    ${!isOver && !isContradiction && incident && html`<${Acts} acts=${actsOnItem({ item, incident, reports })} ask=${setDeciding} />`}
    ${isOver ? html`<${Waiting} />` : html`<${Loaded} of=${data}>${(/** @type {any} */ answer) => isContradiction
      ? html`<${Contradiction} answer=${answer} reload=${again} inner=${true} />`
      : html`<${Incident} answer=${answer} reload=${again} inner=${true} />`}<//>`}
    ${deciding && html`<${Decide} of=${deciding} seen=${data.data?.seen ?? item.seen} close=${() => setDeciding(null)} done=${again} />`}
  </section>`;
}
