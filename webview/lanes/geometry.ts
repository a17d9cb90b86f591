/** Height of a step's line in pixels. */
export const rowHeight = 44;

/** Height of a line that says which steps are left out. */
export const gapHeight = 20;

/** Width of the column with the step numbers, and distance of two rails when the texts stand to the right of all rails. */
const roomy = { gutterWidth: 46, railWidth: 30 };

/** The same where the text would have next to nothing: marks and locks just clear each other. */
const tight = { gutterWidth: 34, railWidth: 24 };

/** Width below which it is tight, and room for the texts beside the rails below which it is, in pixels. */
const tightBelow = 320;
const leastText = 180;

/** Narrowest column of a context: its name fits, and its texts run on over the lanes to its right. */
const narrowestColumn = 132;

/** Room for the texts of the rightmost context, which have no lane to run on over. */
const lastText = 300;

/** Where the lanes of one execution stand. */
export interface Geometry {
  /** Left edge of the execution's part of a line. */
  readonly left: number;
  readonly width: number;
  /** Whether each context has a column wide enough for its own texts. */
  readonly columns: boolean;
  /** Middle of a context's rail, from the left edge. */
  readonly rail: (context: number) => number;
  /** Left edge and width of the text of a step; it may run on over lanes to its right, which are empty there. */
  readonly textLeft: (context: number) => number;
  readonly textWidth: (context: number) => number;
  /** Width of the part that is drawn. */
  readonly drawnWidth: number;
}

/**
 * Places the lanes of the contexts in `lanes`, from left to right, in `width` pixels: as columns if they fit
 * and there is nothing beside, else as rails.
 */
export function layOut(left: number, width: number, lanes: readonly number[], besides: boolean): Geometry {
  const count = lanes.length;
  const room = width - roomy.gutterWidth - count * roomy.railWidth;
  const { gutterWidth, railWidth } = width < tightBelow || room < leastText ? tight : roomy;
  const pitchOfColumns = (width - gutterWidth - lastText) / Math.max(count - 1, 1);
  const columns = !besides && pitchOfColumns >= narrowestColumn;
  const pitch = columns ? pitchOfColumns : railWidth;
  const rail = (context: number): number => gutterWidth + lanes.indexOf(context) * pitch + 16;
  const railsEnd = gutterWidth + count * railWidth + 6;
  return {
    left,
    width,
    columns,
    rail,
    textLeft: (context) => (columns ? rail(context) + 18 : railsEnd),
    textWidth: (context) => width - 8 - (columns ? rail(context) + 18 : railsEnd),
    drawnWidth: columns ? width : railsEnd,
  };
}
