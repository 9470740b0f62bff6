/**
 * A small reader of TypeScript declarations, as this repository's formatter writes them: the members of an interface with
 * their doc comments, and the text of a type. It understands nothing else.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {{ name: string, optional: boolean, type: string, doc: string, members: Member[] }} Member `members` of an
 * object literal
 * @typedef {{ name: string, kind: 'interface' | 'type', doc: string, text: string, members: Member[] }} Declaration
 */

/**
 * Every exported interface and type below a folder, by its name.
 * @param {string} folder
 * @returns {Map<string, Declaration>}
 */
export function readDeclarations(folder) {
  const files = globSync('**/*.ts', { cwd: folder, exclude: (name) => name.endsWith('.test.ts') })
  const all = files.flatMap((file) => declarationsOf(readFileSync(join(folder, file), 'utf8')))
  return new Map(all.map((one) => [one.name, one]))
}

/** @param {string} source @returns {Declaration[]} */
export function declarationsOf(source) {
  const lines = source.split('\n')
  return lines.flatMap((line, at) => {
    const [, kind, name] = /^export (interface|type) (\w+)/.exec(line) ?? []
    if (kind === undefined || name === undefined) return []
    const end = endOf(lines, at)
    const body = lines.slice(at + 1, end)
    const declared = kind === 'interface' ? membersOf(body, 1) : []
    const text = lines.slice(at, end + 1).join('\n')
    return [
      { name, kind: /** @type {Declaration['kind']} */ (kind), doc: docAbove(lines, at), text, members: declared },
    ]
  })
}

/**
 * A declaration ends with the first line that is a closing brace alone, or before an empty line or another declaration.
 * @param {readonly string[]} lines @param {number} start
 */
function endOf(lines, start) {
  if (/\{\s*\}?$/.test(lines[start] ?? '') || lines[start]?.startsWith('export interface')) {
    if (/\{\s*\}$/.test(lines[start] ?? '')) return start
    const found = lines.findIndex((line, at) => at > start && line === '}')
    return found === -1 ? start : found
  }
  const found = lines.findIndex((line, at) => at > start && !/^\s+\S/.test(line) && !/^[|&})]/.test(line))
  return (found === -1 ? lines.length : found) - 1
}

/**
 * @param {readonly string[]} lines the body of an interface or object literal
 * @param {number} depth
 * @returns {Member[]}
 */
function membersOf(lines, depth) {
  const indent = '  '.repeat(depth)
  const head = new RegExp(`^${indent}(?:readonly )?(\\w+)(\\??)(?:: |(?=\\())(.*)$`)
  return lines.flatMap((line, at) => {
    const [, name, optional, rest] = head.exec(line) ?? []
    if (name === undefined || rest === undefined) return []
    const next = lines.findIndex(
      (other, place) =>
        place > at &&
        new RegExp(`^${indent}(?:\\S)`).test(other) &&
        !other.startsWith(`${indent}}`) &&
        !other.startsWith(`${indent}|`),
    )
    const body = lines.slice(at + 1, next === -1 ? lines.length : next)
    const isObject = rest === '{'
    const type = isObject
      ? 'object'
      : [rest, ...body.filter((one) => !/^\s*(?:\/\*\*|\*)/.test(one)).map((one) => one.trim())].join(' ').trim()
    const members = isObject
      ? membersOf(
          body.filter((one) => one !== `${indent}}`),
          depth + 1,
        )
      : []
    return [{ name, optional: optional === '?', type, doc: docAbove(lines, at), members }]
  })
}

/** @param {readonly string[]} lines @param {number} at @returns {string} the doc comment that ends just above, as one paragraph */
function docAbove(lines, at) {
  if (!/\*\/\s*$/.test(lines[at - 1] ?? '')) return ''
  let start = at - 1
  while (start >= 0 && !/^\s*\/\*\*/.test(lines[start] ?? '')) start--
  return lines
    .slice(start, at)
    .map((line) => line.replace(/^\s*(?:\/\*\*|\*\/|\*)?\s?/, '').replace(/\s*\*\/\s*$/, ''))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
