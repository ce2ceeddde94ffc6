import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { type Cell, type ReportDocument, type Section, SIGNS, type Table } from './document.ts';
import { STYLE } from './report-style.ts';
import { type Html, timeline } from './timeline.ts';

/**
 * The report as one page that needs nothing else: no script, no other file. Its own policy forbids both, so whatever a
 * package or a registry says can't do more than be read.
 */
export async function reportHtml({ title, time, summary, sections }: ReportDocument): Promise<string> {
  const style = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${style}'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<h1>${title}</h1>
<p class="quiet">As of ${cell(time)}</p>
</header>
<nav aria-label="Sections"><ul>${sections.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`)}</ul></nav>
<main id="content" tabindex="-1">
<ul class="summary">${summary.map((one) => html`<li>${cell(one)}</li>`)}</ul>
${sections.map(section)}
</main>
</body>
</html>
`;
  return String(await page);
}

function section(one: Section): Html {
  const { id, heading, facts, tables } = one;
  return html`
<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${
  facts.length > 0 &&
  html`<dl>${facts.map(([term, ...cells]) => html`<dt>${term}</dt>${cells.map((told) => html`<dd>${cell(told)}</dd>`)}`)}</dl>`
}
${timeline(one)}
${tables.map((told) => table(told))}
</section>`;
}

/** The roles are those of the elements: some browsers forget them where a narrow page lays a table out in another way. */
function table({ caption, heads, rows, none, folded }: Table): Html {
  if (rows.length === 0) return html`<p class="quiet">${none}</p>`;
  const drawn = html`
<table role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map(
    ([first, ...rest]) => html`
<tr role="row"><th role="rowheader" scope="row">${first && cell(first)}</th>${rest.map(
      (told, index) => html`<td role="cell" data-head="${heads[index + 1]}">${cell(told)}</td>`,
    )}</tr>`,
  )}
</tbody>
</table>`;
  return folded ? html`<details><summary>${caption}</summary>${drawn}</details>` : drawn;
}

function cell({ text, tone, code, time, share }: Cell): Html {
  if (code) return html`<code>${text}</code>`;
  if (time !== undefined) return html`<time datetime="${time}">${text}</time>`;
  if (tone !== undefined)
    return html`<span class="${tone}"><span aria-hidden="true">${SIGNS[tone]} </span>${text}</span>`;
  if (share === undefined) return html`${text}`;
  const width = `${(share * 100).toFixed(1)}%`;
  return html`${text}<svg class="share" aria-hidden="true"><rect width="${width}" height="100%" /></svg>`;
}
