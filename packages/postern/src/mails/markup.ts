/*
 * HTML that is safe to send: text becomes markup only through here, escaped. Attributes are always written in double
 * quotes; what stands outside a hole is our own.
 */

/** Finished HTML. Only constants of ours are made into it directly; everything else goes through `markup`. */
export class Markup {
  readonly html: string

  constructor(html: string) {
    this.html = html
  }
}

/** Template tag: strings in the holes are escaped, markup is kept. */
export function markup(
  pieces: TemplateStringsArray,
  ...values: readonly (string | Markup | readonly Markup[])[]
): Markup {
  let html = pieces[0] ?? ''
  for (let index = 0; index < values.length; index++) html += inMarkup(values[index] ?? '') + (pieces[index + 1] ?? '')
  return new Markup(html)
}

/** A sentence with markup in it: `write` gets the place where the markup goes, and what it returns is escaped. */
export function fill(write: (hole: string) => string, part: Markup): Markup {
  return new Markup(escapeText(write(hole)).split(hole).join(part.html))
}

/** A name in a sentence, with a direction of its own. */
export function isolated(text: string): Markup {
  return markup`<bdi>${text}</bdi>`
}

// Never part of a sentence: control characters are taken out of names before anything is written.
const hole = '\u0000'

function inMarkup(value: string | Markup | readonly Markup[]): string {
  if (typeof value === 'string') return escapeText(value)
  if (value instanceof Markup) return value.html
  let html = ''
  for (const part of value) html += part.html
  return html
}

const special = /[&<>"']/

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeText(text: string): string {
  if (!special.test(text)) return text
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
