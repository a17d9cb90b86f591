/** Distance of a sheet from the panel's edges, in pixels. */
const margin = 8;

/** Least height of a sheet, in pixels, however low its button stands. */
const lowest = 120;

/**
 * Puts an open sheet under its button, or as near as it stands in the panel whole. It is held by the edge that it
 * touches, so that it stays inside when its lines become longer.
 */
export function place(sheet: HTMLElement, button: HTMLElement): void {
  const { clientWidth, clientHeight } = document.documentElement;
  const { left, bottom } = button.getBoundingClientRect();
  // Measured where it fits: a box that stood out even for a moment would make the page scroll.
  Object.assign(sheet.style, { left: `${margin}px`, right: "auto", top: "0" });
  const fits = left + sheet.offsetWidth <= clientWidth - margin;
  if (fits) sheet.style.left = `${left}px`;
  else Object.assign(sheet.style, { left: "auto", right: `${margin}px` });
  const top = Math.max(0, Math.min(bottom + 3, clientHeight - margin - lowest));
  Object.assign(sheet.style, { top: `${top}px`, maxHeight: `${clientHeight - margin - top}px` });
}
