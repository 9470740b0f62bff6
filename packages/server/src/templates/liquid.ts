/**
 * The language of templates: Liquid without files, without other templates and without a way around escaping. What is
 * not on these lists does not exist.
 */
import { Liquid } from 'liquidjs'

/** Longest source, and longest result, of each part. Gmail cuts a mail off at about 100 KB. */
export const longestPart = 100_000

const tags = ['if', 'unless', 'case', 'for', 'break', 'continue', 'assign', 'capture', 'comment', '#']

const filters = [
  'append',
  'at_least',
  'at_most',
  'capitalize',
  'ceil',
  'default',
  'divided_by',
  'downcase',
  'first',
  'floor',
  'join',
  'last',
  'lstrip',
  'minus',
  'modulo',
  'plus',
  'prepend',
  'remove',
  'remove_first',
  'replace',
  'replace_first',
  'round',
  'rstrip',
  'size',
  'slice',
  'split',
  'strip',
  'times',
  'truncate',
  'truncatewords',
  'upcase',
  'url_encode',
]

export function createLiquid(writes: 'html' | 'text'): Liquid {
  const liquid = new Liquid({
    ...(writes === 'html' && { outputEscape: 'escape' }),
    ownPropertyOnly: true,
    strictFilters: true,
    // A fact may be absent, such as a place. Names that never exist are found when a template is saved.
    strictVariables: false,
    templates: {},
    parseLimit: longestPart,
    renderLimit: 200,
    memoryLimit: 2_000_000,
  })
  keepOnly(liquid.tags, tags)
  keepOnly(liquid.filters, filters)
  return liquid
}

function keepOnly(table: Record<string, unknown>, kept: readonly string[]): void {
  for (const name of Object.keys(table)) if (!kept.includes(name)) Reflect.deleteProperty(table, name)
}
