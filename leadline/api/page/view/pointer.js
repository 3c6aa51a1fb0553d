// Where the pointer was last: browsers report a "mouseover" too when the page scrolls under a pointer that does not move.

let last = { x: -1, y: -1 };

addEventListener("mousemove", ({ clientX, clientY }) => (last = { x: clientX, y: clientY }), { passive: true });

export function restsAt({ clientX, clientY }) {
  return clientX === last.x && clientY === last.y;
}
