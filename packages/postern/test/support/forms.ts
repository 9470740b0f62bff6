/** The forms of a page, as a robot without a taste for HTML finds them. */

export interface Form {
  readonly method: string
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  /** The attempt whose secret stands behind the `#`: script adds it and sends the form. */
  readonly fragment: string | undefined
}

export function formsOf(html: string): readonly Form[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, attributes = '', content = '']) => ({
    method: attribute(attributes, 'method') ?? 'get',
    action: attribute(attributes, 'action') ?? '',
    fragment: attribute(attributes, 'data-fragment'),
    fields: Object.fromEntries(
      [...content.matchAll(/<(?:input|button)\b([^>]*)>/g)].flatMap(([, field = '']) => {
        const name = attribute(field, 'name')
        return name === undefined ? [] : [[name, attribute(field, 'value') ?? '']]
      }),
    ),
  }))
}

export function linksOf(html: string): readonly string[] {
  return [...html.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)].map(([, href = '']) => unescape(href))
}

function attribute(text: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text)?.[1]
  return found === undefined ? undefined : unescape(found)
}

function unescape(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}
