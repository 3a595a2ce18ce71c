// A number that changes counts up to its new value, unless somebody wants no motion.
import { useEffect, useRef, useState } from "preact/hooks";
import { decimal } from "../format/amounts";

const MILLISECONDS = 300;

/** A number of billionths. What is drawn begins where the last drawing was, so that it never jumps ahead and back. */
export function CountUp({ value }: { value: bigint }) {
  const [shown, setShown] = useState(value);
  const drawn = useRef(shown);
  drawn.current = shown;
  useEffect(() => {
    const from = drawn.current;
    if (from === value) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return setShown(value);
    const begin = performance.now();
    let frame = requestAnimationFrame(function turn(now) {
      const part = BigInt(Math.round(Math.max(0, Math.min(1, (now - begin) / MILLISECONDS)) * 1_000));
      setShown(from + ((value - from) * part) / 1_000n);
      if (part < 1_000n) frame = requestAnimationFrame(turn);
    });
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return <>{decimal(shown, { least: 9 })}</>;
}
