// A dialog over the page: open from its first drawing, out of the page the moment it is left.

import { useLayoutEffect, useRef } from "./html.js";

/**
 * Browsers tell of a closing with the next frame only. Until then the closed dialog would keep the focus, and
 * the key that comes right after Escape would be lost; so Escape takes it out of the page at once.
 * @param {() => void} close no longer draws the dialog
 * @returns {{leave: () => void, attributes: any}} `leave` closes it and gives the focus back; `attributes` are
 *   for the `dialog` element
 */
export function useDialog(close) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const isOpen = useRef(true);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const leave = () => {
    if (!isOpen.current) return;
    isOpen.current = false;
    dialog.current?.close();
    close();
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    leave();
  };
  return { leave, attributes: { ref: dialog, onClose: leave, onKeyDown } };
}
