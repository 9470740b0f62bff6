/** docs/reference/api.md, from the same document as everything else. */
import type { ApiRoute } from '../api-route.ts'
import type { Operation, ReferenceDocument } from '../reference/reference-page.ts'
import { apiDocument } from './api-document.ts'
import type { Json } from './components.ts'
import { boundsText, componentOf, membersOf, typeText } from './schema-text.ts'

const base = 'https://sign-in.example.com/auth'

export function apiReference(routes: readonly ApiRoute[]): string {
  const document = apiDocument(base, routes) as unknown as ReferenceDocument
  const calls = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ at: `${method.toUpperCase()} ${path}`, operation })),
  )
  const chapters = document.tags.map(({ name }) => {
    const own = calls.filter(({ operation }) => operation.tags.includes(name))
    return [`## ${name}`, '', ...own.flatMap(({ at, operation }) => operationLines(at, operation))].join('\n')
  })
  return `${[
    '# API reference',
    '',
    `${document.info.description} The same document for programs is \`/api/openapi.json\`, and for people \`/api/reference\` at your own installation. How to begin stands in [the guide](../guides/api.md).`,
    '',
    ...chapters,
    '## Shapes',
    '',
    ...Object.entries(document.components.schemas).flatMap(([name, schema]) => [
      `### ${name}`,
      '',
      ...rows(schema),
      '',
    ]),
  ]
    .join('\n')
    .trimEnd()}\n`
}

function operationLines(at: string, operation: Operation): readonly string[] {
  const { operationId, summary, requestBody, responses, parameters } = operation
  const body = requestBody && Object.values(requestBody.content)[0]?.schema
  const query = parameters.flatMap((one) => ('$ref' in one || one.in !== 'query' ? [] : [one]))
  const needs = operation['x-operation'] === undefined ? '' : ` Operation \`${operation['x-operation']}\`.`
  return [
    `### ${operationId}`,
    '',
    `\`${at}\``,
    '',
    summary + needs,
    '',
    ...(query.length > 0
      ? [`Query: ${query.map(({ name, schema }) => `\`${name}\` ${said(schema)}`).join('; ')}.`, '']
      : []),
    ...(body ? ['Body:', '', ...rows(body), ''] : []),
    `Answers: ${Object.entries(responses).map(answerText).join('; ')}.`,
    '',
  ]
}

function answerText([status, { content = {}, 'x-codes': codes, description }]: readonly [
  string,
  Operation['responses'][string],
]): string {
  if (codes) return `${status} ${codes.map((code) => `\`${code}\``).join(', ')}`
  const schema = Object.values(content)[0]?.schema
  if (!schema) return `${status}, nothing`
  const members = membersOf(schema)
  const items = members.find(({ name }) => name === 'items')
  if (items) return `${status} \`{items: ${typeText(items.schema)}, next?}\``
  if (typeof schema['$ref'] === 'string') return `${status} [${componentOf(schema['$ref'])}](#shapes)`
  return `${status} ${members.length > 0 ? `\`{${members.map(({ name, required }) => name + (required ? '' : '?')).join(', ')}}\`` : description}`
}

function rows(schema: Json): readonly string[] {
  const members = flat(schema, '')
  if (members.length === 0) return [said(schema)]
  return [
    '| Member | Type | |',
    '|---|---|---|',
    ...members.map(
      ({ name, type, about }) => `| \`${name}\` | ${type} | ${about.replaceAll('|', '\\|').replaceAll('\n', ' ')} |`,
    ),
  ]
}

interface Row {
  readonly name: string
  readonly type: string
  readonly about: string
}

function flat(schema: Json, within: string): readonly Row[] {
  return membersOf(schema).flatMap(({ name, required, schema: inner, about }) => {
    const full = within === '' ? name : `${within}.${name}`
    const type = `\`${typeText(inner).replaceAll('|', '\\|')}\``
    const own = {
      name: full + (required ? '' : '?'),
      type,
      about: [about ?? '', boundsText(inner)].filter(Boolean).join('; '),
    }
    return [own, ...flat(inner, inner['items'] ? `${full}[]` : full)]
  })
}

const said = (schema: Json): string => [`\`${typeText(schema)}\``, boundsText(schema)].filter(Boolean).join(' ')
