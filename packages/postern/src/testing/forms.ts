/** What a machine finds in a page without understanding it: forms and links. */
export interface Form {
  readonly method: string
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  /** The attempt whose secret stands behind the `#`: the page's script adds it and sends the form. */
  readonly fragment: string | undefined
}

export function formsOf(html: string): readonly Form[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, attributes = '', content = '']) => ({
    method: (attribute(attributes, 'method') ?? 'get').toUpperCase(),
    action: attribute(attributes, 'action') ?? '',
    fragment: attribute(attributes, 'data-fragment'),
    fields: fieldsOf(content),
  }))
}

export function linksOf(html: string): readonly string[] {
  return [...html.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)].map(([, href = '']) => plain(href))
}

function fieldsOf(content: string): Form['fields'] {
  const fields = [...content.matchAll(/<(?:input|button)\b([^>]*)>/g)].flatMap(([, field = '']) => {
    const name = attribute(field, 'name')
    return name === undefined ? [] : [[name, attribute(field, 'value') ?? ''] as const]
  })
  return Object.fromEntries(fields)
}

function attribute(text: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text)?.[1]
  return found === undefined ? undefined : plain(found)
}

function plain(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}
