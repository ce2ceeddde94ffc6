import { html } from 'hono/html';
import { moment, type Section } from './document.ts';

/** What the template tag makes: all that is put into it is escaped, but for what it made itself. */
export type Html = ReturnType<typeof html>;

/** Versions as marks on a line from the oldest to the newest: a release is a square, a snapshot a disc. */
export function timeline({ id, heading, timeline: marks }: Section): Html {
  const [first, last] = [marks[0], marks.at(-1)];
  if (first === undefined || last === undefined) return html``;
  const [from, to] = [Date.parse(first.time), Date.parse(last.time)];
  const at = (time: string): string => {
    const share = from === to ? 0.5 : (Date.parse(time) - from) / (to - from);
    // What stands at an end must not be cut off.
    return `${(3 + share * 94).toFixed(2)}%`;
  };
  const drawn = marks.map(
    ({ version, time, release, current }) => html`
      <svg x="${at(time)}" y="50%" overflow="visible">
        ${release ? html`<rect class="mark" x="-5" y="-5" width="10" height="10" />` : html`<circle class="mark" r="5" />`}
        ${current && html`<circle class="current" r="10" />`}
        <title>${version}, ${moment(time).text}</title>
      </svg>`,
  );
  const releases = marks.filter(({ release }) => release).length;
  return html`
    <figure>
      <svg class="timeline" role="img" aria-labelledby="${id}-time" aria-describedby="${id}-times">
        <title id="${id}-time">Versions of ${heading} over time</title>
        <desc id="${id}-times">${marks.length} versions that have a time, ${releases} of them releases, from ${first.version} to ${last.version}. The table below says the same.</desc>
        <line x1="3%" x2="97%" y1="50%" y2="50%" />
        ${drawn}
      </svg>
      <figcaption>
        <span>${moment(first.time).text}</span>
        <span>■ release, ● snapshot, ◯ packed now</span>
        <span>${moment(last.time).text}</span>
      </figcaption>
    </figure>`;
}
