// Begins: who is looking, the shell, keys and links.

import { html, render } from "./lib/html.js";
import { listen } from "./lib/router.js";
import { listenForKeys } from "./lib/keys.js";
import { ready } from "./lib/session.js";
import { Shell } from "./parts/shell.js";

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
listen();
listenForKeys();
// The page comes first; who is looking only decides what is offered on it.
void ready();
root.replaceChildren();
render(html`<${Shell} />`, root);
