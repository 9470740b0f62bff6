/** The sheet of the reference, on top of those of every page: a chapter list beside the chapters, type and hairlines. */
export const referenceCss: string = `@layer parts {
  .reference > :not(.floor, .skip) { inline-size: min(72rem, 100% - 2.5rem); }
  .skip { position: absolute; inset-inline-start: var(--s4); inset-block-start: -6rem; }
  .skip:focus { inset-block-start: var(--s2); padding: var(--s3); background: var(--door); z-index: 1; }
  .reference .columns { display: grid; gap: var(--s6); padding-block-end: var(--s8); }
  .reference main { min-inline-size: 0; outline: 0; }
  .reference code { font-family: var(--digits); font-size: 0.9em; overflow-wrap: anywhere; }
  .reference nav ul ul { padding-inline-start: var(--s4); }
  .reference nav a { display: inline-block; padding-block: var(--s1); min-block-size: 1.75rem; }
  .reference nav ul ul a { font-size: var(--t-note); color: var(--soft); text-decoration: none; }
  .reference nav ul ul a:hover { text-decoration: underline; }
  .reference summary { min-block-size: 2.75rem; padding-block: 0.6rem; font-weight: 600; cursor: pointer; }
  .reference h2 { font-size: var(--t-title); letter-spacing: -0.022em; }
  .reference h3 { margin: 0; font-size: var(--t-lead); }
  .reference h3 a { color: inherit; text-decoration: none; }
  .reference h3 a:hover { text-decoration: underline; }
  .reference h4 { margin: var(--s4) 0 var(--s1); font-size: var(--t-note); color: var(--soft); font-weight: 600; }
  .reference article { padding-block: var(--s5); border-block-start: 1px solid var(--line); scroll-margin-block-start: var(--s4); }
  .reference article > p { margin-block-start: var(--s2); }
  .reference :target { background: linear-gradient(var(--lit), transparent 6rem); }
  .reference .call code { display: inline-block; padding: var(--s1) var(--s3); border: 1px solid var(--line); border-radius: var(--radius); }
  .reference .call b { color: var(--link); }
  .members { margin: 0; }
  .members > div { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: 0 var(--s4); padding-block: var(--s2); border-block-start: 1px solid var(--line); }
  .members > div:first-child { border-block-start: 0; }
  .members dd { min-inline-size: 0; }
  .members dd > p { color: var(--soft); font-size: var(--t-note); }
  .members .members { margin-block-start: var(--s2); padding-inline-start: var(--s4); border-inline-start: 2px solid var(--line); }
  @media (min-width: 56rem) {
    .reference .columns { grid-template-columns: 14rem minmax(0, 1fr); }
    .reference nav { position: sticky; inset-block-start: 0; align-self: start; max-block-size: 100vh; overflow-y: auto; padding-block: var(--s4); }
  }
  @media (max-width: 55.99rem) {
    .reference nav ul ul { display: none; }
    .reference nav details > ul { display: flex; flex-wrap: wrap; gap: 0 var(--s4); }
    .reference nav a { min-block-size: 2.75rem; padding-block: 0.6rem; }
  }
  @media (max-width: 40rem) {
    .members > div { grid-template-columns: 1fr; }
  }
}
`
