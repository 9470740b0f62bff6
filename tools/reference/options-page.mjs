/** `docs/reference/options.md`: every option of the library, from the comments beside it. */

/** @typedef {import('./read-types.mjs').Declaration} Declaration @typedef {import('./read-types.mjs').Member} Member */

/**
 * @param {ReadonlyMap<string, Declaration>} declarations
 * @returns {string}
 */
export function optionsPage(declarations) {
  const options = declarations.get('PosternOptions')
  if (!options) throw new Error('PosternOptions is not where the reference looks for it')
  const own = typesUsed(options.members, declarations)
  return [
    head,
    ...options.members.flatMap((member) => sectionOf(member, '', declarations)),
    '## Types\n',
    ...own.flatMap((one) => [
      `### ${one.name}\n`,
      ...(one.doc ? [`${one.doc}\n`] : []),
      `\`\`\`ts\n${one.text}\n\`\`\`\n`,
    ]),
  ].join('\n')
}

/**
 * Options without a comment, and those that may be left out without a word about what happens then.
 * @param {ReadonlyMap<string, Declaration>} declarations
 * @returns {string[]}
 */
export function undocumented(declarations) {
  /** @type {(members: readonly Member[], path: string) => string[]} */
  const look = (members, path) =>
    members.flatMap((member) => {
      const name = `${path}${member.name}`
      const faults = member.doc === '' && member.members.length === 0 ? [`${name} has no comment`] : []
      const silent = member.optional && member.doc !== '' && !/default|left out|absent/i.test(member.doc)
      return [
        ...faults,
        ...(silent ? [`${name} may be left out, and its comment does not say what happens then`] : []),
        ...look(inner(member, declarations), `${name}.`),
      ]
    })
  return look(declarations.get('PosternOptions')?.members ?? [], '')
}

/** @param {Member} member @param {string} path @param {ReadonlyMap<string, Declaration>} declarations @returns {string[]} */
function sectionOf(member, path, declarations) {
  const name = `${path}${member.name}`
  const type = member.type === 'object' ? '' : ` \`${member.type}\`${links(member, declarations)}`
  const lines = [
    `### ${name}\n`,
    `${member.optional ? 'Optional.' : 'Required.'}${type}\n`,
    ...(member.doc === '' ? [] : [`${member.doc}\n`]),
  ]
  return [...lines, ...inner(member, declarations).flatMap((one) => sectionOf(one, `${name}.`, declarations))]
}

/**
 * The members of an option that is an object: written in place, or as an interface of options.
 * @param {Member} member @param {ReadonlyMap<string, Declaration>} declarations
 * @returns {readonly Member[]}
 */
function inner(member, declarations) {
  if (member.members.length > 0) return member.members
  const [, name] = /^(?:Partial<)?(\w+(?:Options|Lifetimes)|Lifetimes)\b/.exec(member.type) ?? []
  const members = name === undefined ? [] : (declarations.get(name)?.members ?? [])
  return member.type.startsWith('Partial<') ? members.map((one) => ({ ...one, optional: true })) : members
}

/** @param {Member} member @param {ReadonlyMap<string, Declaration>} declarations */
function links(member, declarations) {
  const names = namesIn(member).filter((name) => shownBelow(name, declarations))
  return names.length === 0 ? '' : ` (${names.map((name) => `[${name}](#${name.toLowerCase()})`).join(', ')})`
}

/** @param {Member} member */
const namesIn = ({ type }) => [...new Set(type.match(/\b[A-Z]\w+/g) ?? [])]

/** Types of the library that are not told in place. @param {string} name @param {ReadonlyMap<string, Declaration>} declarations */
const shownBelow = (name, declarations) => declarations.has(name) && !/Options$|^Lifetimes$/.test(name)

/** @param {readonly Member[]} members @param {ReadonlyMap<string, Declaration>} declarations @returns {Declaration[]} */
function typesUsed(members, declarations) {
  /** @type {(list: readonly Member[]) => string[]} */
  const all = (list) => list.flatMap((member) => [...namesIn(member), ...all(inner(member, declarations))])
  const names = [...new Set(all(members))].filter((name) => shownBelow(name, declarations)).sort()
  return names.flatMap((name) => declarations.get(name) ?? [])
}

const head = `<!-- Made from packages/postern/src/options.ts by tools/reference.mjs. -->
# Options of the library

What \`postern(options)\` takes. A wrong option is a \`TypeError\` that names its path, at start: nothing is opened before.
Times are in milliseconds.

\`\`\`ts
import { postern } from 'postern'
import { sqlite } from 'postern/sqlite'
import { smtp } from 'postern/smtp'

const auth = postern({
  baseUrl: 'https://app.example.com',
  secret: process.env.POSTERN_SECRET!,
  store: sqlite('./app.db'),
  mail: { from: 'Acme <no-reply@acme.example>', transport: smtp('smtps://user:password@mail.acme.example') },
})
\`\`\`

## Options
`
