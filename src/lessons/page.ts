import type { Challenge } from "./challenge";
import { diagramOf, type Diagram } from "./diagram";
import { endingText } from "./ending";
import { escape } from "./escape";
import { interleavingStyle, interleavingSvg } from "./interleaving";
import type { Lesson, LessonStep } from "./lesson";
import type { Block, Inline } from "./markdown";
import type { Ways } from "./ways";

/** A hunk as a page shows it. */
export interface HunkText {
  /** File name of the document that holds it, and the line of its header there. */
  readonly document: string;
  readonly line: number;
  /** Its rows, each with its mark. */
  readonly rows: readonly string[];
}

/** What a lesson shows beside its text; by id of the hunk, and by the name that the lesson gives a document. */
export interface Sources {
  readonly hunks: Readonly<Record<string, HunkText>>;
  readonly documents: Readonly<Record<string, string>>;
  /** Pictures as `data:` addresses, by the target that the lesson gives; what is not here is shown by its words. */
  readonly pictures: Readonly<Record<string, string>>;
}

/** Style of a page: for the screen and for paper. Colours are the system's, so it is readable in the dark too. */
const style = `:root{color-scheme:light dark}body{font:1rem/1.55 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
code,pre,td{font-family:ui-monospace,monospace;font-size:.9em}pre{overflow-x:auto;padding:.6rem;border:1px solid #8886}
blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid #8888}table{border-collapse:collapse;width:100%;margin:1rem 0}
td,th{border:1px solid #8886;padding:.2rem .5rem;text-align:left;vertical-align:top}td small{display:block;opacity:.75}
ins{color:#1a7f37;text-decoration:none}del{color:#cf222e;text-decoration:none}.notes{border:1px dashed #8888;padding:.2rem 1rem}
${interleavingStyle}
img{max-width:100%}h2,table,figure,pre{break-inside:avoid}h2{break-after:avoid}@media print{details{display:none}body{margin:0;max-width:none}a{color:inherit;text-decoration:none}}`;

/** A lesson as one HTML page that needs nothing else: no script, no network. */
export function pageOf(lesson: Lesson, sources: Sources, ways: Ways, withNotes: boolean): string {
  const steps = lesson.steps.map((step, n) => stepHtml(step, n + 1, sources, ways, withNotes)).join("\n");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(lesson.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escape(lesson.title)}</h1>
<p>${escape(lesson.summary)} About ${lesson.minutes} minutes.</p>
${steps}
</main>
</body>
</html>
`;
}

function stepHtml(step: LessonStep, n: number, sources: Sources, ways: Ways, withNotes: boolean): string {
  const { title, blocks, opening, diagram, challenge, notes } = step;
  const hunk = opening?.hunkLine ? sources.hunks[opening.hunkLine.hunk] : undefined;
  const htmlOf = (some: readonly Block[]) => some.map((block) => blockHtml(block, sources)).join("\n");
  const parts = [
    `<h2>${n}. ${escape(title)}</h2>`,
    htmlOf(blocks),
    hunk ? hunkHtml(opening?.hunkLine?.hunk ?? "", hunk) : "",
    diagram ? diagramHtml(diagramOf(diagram.moment, ways, diagram.show)) : "",
    opening?.moment && !diagram ? diagramHtml(diagramOf(opening.moment, ways)) : "",
    challenge ? challengeHtml(challenge) : "",
    withNotes && (notes.length > 0 || challenge) ? notesHtml(htmlOf(notes), challenge) : "",
  ];
  return `<section>\n${parts.filter((part) => part !== "").join("\n")}\n</section>`;
}

function challengeHtml({ title, task }: Challenge): string {
  const choices = task.kind === "choose" ? listHtml(task.choices.map(({ label }) => label)) : "";
  return `<p><strong>Challenge: ${escape(title)}.</strong> ${escape(goalOf(task))}</p>${choices}`;
}

/** What is to be done, for a page that cannot be played. */
function goalOf(task: Challenge["task"]): string {
  if (task.kind === "choose")
    return `Choose the code with which no execution of ${task.scenario} ends with ${task.never.map(endingText).join(" or ")}.`;
  const { ground, ending } = task;
  const execution = `an execution of ${ground.scenario} on ${ground.revision} that ends with ${endingText(ending)}`;
  if (task.kind === "switchOff") return `Switch off one hunk of ${ground.revision}, and find ${execution}.`;
  return `Find ${execution}${task.kind === "part" ? `, while ${task.passesOn} passes in the same order` : ""}.`;
}

/** What only the instructor gets: the words beside a step, and the hints of its challenge. */
function notesHtml(notes: string, challenge: Challenge | null): string {
  const hints = challenge ? `<p>Hints:</p>${listHtml(challenge.hints)}` : "";
  return `<div class="notes" role="note" aria-label="Instructor's notes">${notes}${hints}</div>`;
}

function listHtml(items: readonly string[]): string {
  return `<ol>${items.map((item) => `<li>${escape(item)}</li>`).join("")}</ol>`;
}

function hunkHtml(id: string, { document, line, rows }: HunkText): string {
  const lines = rows.map((row) => {
    const text = escape(row);
    return row.startsWith("+") ? `<ins>${text}</ins>` : row.startsWith("-") ? `<del>${text}</del>` : text;
  });
  return `<p><code>${escape(id)}</code>, ${escape(document)} line ${line}</p>\n<pre>${lines.join("\n")}</pre>`;
}

/** The steps as a picture, and as a table for those who do not see it. */
function diagramHtml(diagram: Diagram): string {
  const { ground, schedule, contexts, rows, ending } = diagram;
  const head = contexts.map(({ id }) => `<th scope="col">${escape(id)}</th>`).join("");
  const body = rows.map(({ n, context, function: name, cText, words }) => {
    const cells = contexts.map((_, column) =>
      column === context
        ? `<td>${escape(cText)}<small>${escape(name)}(): ${escape(words)}</small></td>`
        : "<td></td>",
    );
    return `<tr><th scope="row">${n}</th>${cells.join("")}</tr>`;
  });
  const end = ending === "" ? "" : `. <strong>${escape(ending)}</strong>`;
  const caption = `${escape(ground)}, <code>${escape(schedule)}</code>${end}`;
  return `<figure>${interleavingSvg(diagram)}
<figcaption>${caption}</figcaption></figure>
<details><summary>The steps as a table</summary><table>
<thead><tr><th scope="col">step</th>${head}</tr></thead>
<tbody>${body.join("\n")}</tbody></table></details>`;
}

function blockHtml(block: Block, sources: Sources): string {
  switch (block.kind) {
    case "paragraph":
      return `<p>${inlineHtml(block.content, sources)}</p>`;
    case "heading":
      return `<h3>${inlineHtml(block.content, sources)}</h3>`;
    case "quote":
      return `<blockquote>${block.blocks.map((one) => blockHtml(one, sources)).join("\n")}</blockquote>`;
    case "list": {
      const tag = block.ordered ? "ol" : "ul";
      return `<${tag}>${block.items.map((item) => `<li>${item.map((one) => blockHtml(one, sources)).join("")}</li>`).join("")}</${tag}>`;
    }
    case "code":
      return `<pre><code>${escape(block.text)}</code></pre>`;
  }
}

/** On paper a link of ours leads nowhere, so only its words are left; a proven claim keeps its mark. */
function inlineHtml(content: readonly Inline[], sources: Sources): string {
  return content
    .map((part) => {
      switch (part.kind) {
        case "text":
          return escape(part.text);
        case "code":
          return `<code>${escape(part.text)}</code>`;
        case "emphasis":
          return `<em>${inlineHtml(part.content, sources)}</em>`;
        case "strong":
          return `<strong>${inlineHtml(part.content, sources)}</strong>`;
        case "image":
          return imageHtml(part.alt, sources.pictures[part.target]);
        case "link": {
          const words = inlineHtml(part.content, sources);
          if (part.target.startsWith("claim:")) return `✓ <u>${words}</u>`;
          return part.target.startsWith("https:") ? `<a href="${escape(part.target)}">${words}</a>` : words;
        }
      }
    })
    .join("");
}

function imageHtml(alt: string, address: string | undefined): string {
  if (address === undefined) return escape(alt);
  return `<img src="${escape(address)}" alt="${escape(alt)}">`;
}
