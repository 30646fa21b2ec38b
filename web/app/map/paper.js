// The map on paper: browsers leave out what WebGL drew, so a still of it stands in its place while they print.

/** @param {any} map @param {HTMLElement} container */
export function standOnPaper(map, container) {
  const still = document.createElement("canvas");
  still.className = "still";
  const put = () => {
    // What was drawn is gone once it is on the screen, so it is drawn anew and copied at once.
    map.redraw();
    const drawn = map.getCanvas();
    [still.width, still.height] = [drawn.width, drawn.height];
    still.getContext("2d")?.drawImage(drawn, 0, 0);
    container.append(still);
  };
  const take = () => still.remove();
  addEventListener("beforeprint", put);
  addEventListener("afterprint", take);
  map.once("remove", () => {
    removeEventListener("beforeprint", put);
    removeEventListener("afterprint", take);
  });
}
