/** What a source file reaches for: the modules it imports and the globals it uses, each with its line. */
import { parseSync } from 'vite'

/** @typedef {{ specifier: string, line: number }} Import */
/** @typedef {{ what: string, line: number }} Use */
/** @typedef {{ type: string, start: number } & Record<string, unknown>} Syntax */

/** Globals that hand a pure file a clock, randomness or an environment. */
const ambientObjects = ['process', 'crypto', 'performance', 'globalThis']
const ambientCalls = ['Date.now', 'Math.random']

/**
 * @param {string} path decides the language
 * @param {string} text
 * @returns {{ imports: Import[], uses: Use[], reexportsOnly: boolean }}
 */
export function readImports(path, text) {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const lineOf = lineCounter(text)
  /** @type {Import[]} */
  const imports = []
  /** @type {Use[]} */
  const uses = []
  visit(program, (node) => {
    const specifier = importedBy(node)
    if (specifier !== undefined) imports.push({ specifier, line: lineOf(node.start) })
    const what = ambientUse(node)
    if (what !== undefined) uses.push({ what, line: lineOf(node.start) })
  })
  const body = /** @type {Syntax[]} */ (/** @type {unknown} */ (program.body))
  return { imports, uses, reexportsOnly: body.length > 0 && body.every(isReexport) }
}

/** @param {Syntax} node @returns {string | undefined} */
function importedBy(node) {
  const kinds = [
    'ImportDeclaration',
    'ExportNamedDeclaration',
    'ExportAllDeclaration',
    'ImportExpression',
    'TSImportType',
  ]
  if (!kinds.includes(node.type)) return undefined
  const source = /** @type {{ value?: unknown } | null | undefined} */ (node['source'])
  return typeof source?.value === 'string' ? source.value : undefined
}

/** @param {Syntax} node @returns {string | undefined} */
function ambientUse(node) {
  if (node.type === 'NewExpression' && name(node['callee']) === 'Date') {
    return Array.isArray(node['arguments']) && node['arguments'].length === 0 ? 'new Date()' : undefined
  }
  if (node.type !== 'MemberExpression') return undefined
  const object = name(node['object'])
  if (object === undefined) return undefined
  const member = `${object}.${name(node['property']) ?? '…'}`
  return ambientObjects.includes(object) || ambientCalls.includes(member) ? member : undefined
}

/** @param {Syntax} node */
function isReexport(node) {
  return (node.type === 'ExportAllDeclaration' || node.type === 'ExportNamedDeclaration') && node['source'] !== null
}

/** @param {unknown} node @returns {string | undefined} */
function name(node) {
  if (!isSyntax(node) || node.type !== 'Identifier') return undefined
  return typeof node['name'] === 'string' ? node['name'] : undefined
}

/** @param {unknown} node @param {(node: Syntax) => void} see */
function visit(node, see) {
  if (Array.isArray(node)) for (const child of node) visit(child, see)
  if (!isSyntax(node)) return
  see(node)
  for (const child of Object.values(node)) if (typeof child === 'object') visit(child, see)
}

/** @param {unknown} value @returns {value is Syntax} */
function isSyntax(value) {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** @param {string} text @returns {(offset: number) => number} */
function lineCounter(text) {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1
}
