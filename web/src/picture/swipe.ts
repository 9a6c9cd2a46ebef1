import { type PointerEvent, useRef } from "react";

const FAR = 48;

/** Tells a flick to the left or right from taps, scrolling and pinching. */
export function useSwipe(toLeft: () => void, toRight: () => void) {
  const start = useRef<{ id: number; x: number; y: number } | undefined>(undefined);
  return {
    onPointerDown: (event: PointerEvent) => {
      start.current = event.pointerType === "mouse" || !event.isPrimary ? undefined
        : { id: event.pointerId, x: event.clientX, y: event.clientY };
    },
    onPointerUp: (event: PointerEvent) => {
      const from = start.current;
      start.current = undefined;
      if (from?.id !== event.pointerId) return;
      const x = event.clientX - from.x;
      const y = event.clientY - from.y;
      const zoomed = (visualViewport?.scale ?? 1) > 1.01;
      if (zoomed || Math.abs(x) < FAR || Math.abs(x) < 2 * Math.abs(y)) return;
      if (x < 0) toLeft();
      else toRight();
    },
    onPointerCancel: () => {
      start.current = undefined;
    },
  };
}
