// Puts a floating box beside the thing that it explains, inside the window. (Through the style object: the content security
// policy forbids style attributes.)

const GAP = 8;

export function placeBeside(element, anchor) {
  const { width, height } = element.getBoundingClientRect();
  const left = Math.min(Math.max(GAP, anchor.left), innerWidth - width - GAP);
  const below = anchor.bottom + GAP + height < innerHeight;
  element.style.left = `${Math.max(GAP, left)}px`;
  element.style.top = `${Math.max(GAP, below ? anchor.bottom + 4 : anchor.top - height - 4)}px`;
}

export function growWithText(area) {
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight, innerHeight * 0.4)}px`;
}
