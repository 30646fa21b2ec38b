// Whether the screen is narrow: drawings have fewer units across there, so that their letters stay legible.

import { useEffect, useState } from "./html.js";

const QUESTION = "(max-width: 40rem)";

export function useNarrow() {
  const [narrow, setNarrow] = useState(matchMedia(QUESTION).matches);
  useEffect(() => {
    const asked = matchMedia(QUESTION);
    const hear = () => setNarrow(asked.matches);
    asked.addEventListener("change", hear);
    return () => asked.removeEventListener("change", hear);
  }, []);
  return narrow;
}
