/**
 * The page's only style. Every pair of colours has the contrast of WCAG AA in both schemes; below 60rem a table's rows
 * stand one under another, each cell after its head.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f3f5f8; --text: #1b2026; --quiet: #515a64; --line: #c8d0d8;
  --link: #0b4fbf; --good: #17642b; --bad: #a8201a; --unsure: #6b4a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1217; --raised: #171d24; --text: #e7ecf2; --quiet: #a6b0bb; --line: #3b444e;
    --link: #86b7ff; --good: #63d67a; --bad: #ff8f87; --unsure: #ecc25c;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 0 1rem 2rem; max-width: 80rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.5rem 0 0.5rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.5rem 0 0.75rem; }
code { font: 0.875em/1.5 ui-monospace, monospace; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; padding: 0.5rem 1rem; background: var(--ground); }
.skip:focus { left: 1rem; top: 0.5rem; z-index: 1; }
nav ul, .summary { list-style: none; padding: 0; margin: 0; }
.summary { margin-top: 1rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
nav a, summary { display: inline-block; padding: 0.375rem 0; }
summary { color: var(--link); cursor: pointer; }
.quiet, caption, dt, figcaption { color: var(--quiet); }
.good { color: var(--good); } .bad { color: var(--bad); } .unsure { color: var(--unsure); }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0.25rem 1.5rem; margin: 0 0 1rem; }
dd { margin: 0; grid-column: 2; }
figure { margin: 1rem 0; }
.timeline { display: block; width: 100%; height: 2.5rem; background: var(--raised); border-radius: 0.25rem; }
.timeline line { stroke: var(--quiet); } .timeline .mark { fill: var(--link); }
.timeline .current { fill: none; stroke: var(--text); stroke-width: 2; }
figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; font-size: 0.875rem; }
.share { display: block; width: 100%; min-width: 4rem; height: 0.5rem; fill: var(--link); }
table { width: 100%; border-collapse: collapse; margin: 1rem 0; }
caption { text-align: start; padding-bottom: 0.25rem; }
th, td { text-align: start; vertical-align: top; padding: 0.375rem 1rem 0.375rem 0; border-top: 1px solid var(--line); }
thead th { overflow-wrap: normal; }
tbody th { font-weight: normal; min-width: 7rem; }
td { min-width: 5rem; }
td:has(code) { min-width: 10rem; }
@media (max-width: 60rem) {
  dl { display: block; }
  dd { margin-bottom: 0.5rem; }
  table, caption, tbody, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { border-top: 1px solid var(--line); padding: 0.5rem 0; }
  tbody :is(th, td) { border: 0; padding: 0.125rem 0; }
  tbody td::before { content: attr(data-head) ": "; content: attr(data-head) ": " / ""; color: var(--quiet); }
}
@media print { nav, .skip { display: none; } }
`;
