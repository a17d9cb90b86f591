import type { Hunk, Side } from "../../patch/patch";

/** One row of one side of a hunk, as C. */
export interface CodeRow {
  /** 1-based line of the document. */
  readonly line: number;
  /** True for a deleted row of the old side, an added row of the new. */
  readonly changed: boolean;
  /** Without comments, blanks as one. */
  readonly code: string;
  /** Whether there was a comment. */
  readonly wasComment: boolean;
  /** Name of the function that the row belongs to, where the text tells. */
  readonly function: string | null;
}

const functionHead = /^(?=[A-Za-z_])[\w\s*]*?(\w+)\(/;

/** The function that a hunk's heading names. */
function headingFunction(heading: string): string | null {
  return functionHead.exec(heading)?.[1] ?? null;
}

/** A row that begins in column 0 with a name and a parenthesis opens a function, unless it ends a prototype. */
function opensFunction(text: string): string | null {
  return text.endsWith(";") ? null : headingFunction(text);
}

/** The rows of one side, comments taken out, each with the function around it. */
export function codeRows(hunk: Hunk, side: Side, columnsKept: boolean): CodeRow[] {
  const gone = side === "old" ? "+" : "-";
  const own = side === "old" ? "-" : "+";
  let inComment = false;
  let around = headingFunction(hunk.heading);
  return hunk.rows.flatMap((row): CodeRow[] => {
    if (row.mark === gone) return [];
    let code = "";
    let wasComment = inComment;
    let rest = row.text;
    while (rest !== "") {
      const at = rest.indexOf(inComment ? "*/" : "/*");
      if (!inComment) code += at < 0 ? rest : rest.slice(0, at);
      if (at < 0) break;
      inComment = !inComment;
      wasComment = true;
      rest = rest.slice(at + 2);
    }
    // A comment that begins before the hunk shows only by the stars of its rows.
    if (/^\s*\*(\s|\/|$)/.test(code)) {
      code = "";
      wasComment = true;
    }
    if (columnsKept) around = opensFunction(code) ?? around;
    return [
      {
        line: row.line,
        changed: row.mark === own,
        code: code.replace(/\s+/g, " ").trim(),
        wasComment,
        function: around,
      },
    ];
  });
}
