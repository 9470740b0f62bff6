/*
 * The only way from text to markup. Every value put into a template is escaped; the one exception is an `Html`,
 * and only a template makes one.
 */
const markup: unique symbol = Symbol('markup')

/** Markup that is safe to insert as it is. */
export interface Html {
  readonly [markup]: string
}

export type HtmlValue = string | number | boolean | undefined | Html | readonly HtmlValue[]

/** Tag for markup: values are escaped for text and quoted attributes; `undefined` and booleans leave nothing. */
export function html(text: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let whole = text[0] ?? ''
  values.forEach((value, index) => {
    whole += written(value) + (text[index + 1] ?? '')
  })
  return { [markup]: whole }
}

/** The finished text. */
export function toText(value: Html): string {
  return value[markup]
}

/** A value for `href`, `src` or `action`: empty where the address would run as a script. */
export function address(url: string): string {
  // Browsers drop tabs, line breaks and leading control characters before they read the scheme.
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(/[\u0000-\u0020]/g, ''))?.[1]?.toLowerCase()
  return scheme === 'javascript' || scheme === 'data' || scheme === 'vbscript' ? '' : url
}

function written(value: HtmlValue): string {
  if (value === undefined || typeof value === 'boolean') return ''
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return String(value)
  return markup in value ? value[markup] : value.map(written).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
