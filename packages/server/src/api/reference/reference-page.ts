/** `/api/reference`: the OpenAPI document as people read it. Knows the document and nothing of the routes behind it. */
import { documentOf, type Html, type HtmlValue, html, logoOf, type PageContext } from 'postern/kit'
import type { Json } from '../openapi/components.ts'
import { boundsText, membersOf, typeText } from '../openapi/schema-text.ts'

export interface ReferenceDocument {
  readonly info: { readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Json>>
    readonly parameters: Readonly<Record<string, Parameter>>
  }
}

export interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly security: readonly Json[]
  readonly parameters: readonly (Parameter | { readonly $ref: string })[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> }
  readonly responses: Readonly<Record<string, Response>>
  readonly 'x-operation'?: string
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly description?: string
  readonly schema: Json
}

interface Response {
  readonly description: string
  readonly content?: Readonly<Record<string, { readonly schema: Json }>>
  readonly 'x-codes'?: readonly string[]
}

interface Called {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

export function referencePage(context: PageContext, document: ReferenceDocument, sheet: string): string {
  const calls = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): Called => ({ method: method.toUpperCase(), path, operation })),
  )
  const chapters = document.tags.map(({ name }) => ({
    name,
    calls: calls.filter(({ operation }) => operation.tags.includes(name)),
  }))
  return documentOf(context, {
    title: 'API reference',
    attributes: html` class="inside reference"`,
    sheets: [...(context.assets.account === undefined ? [] : [context.assets.account]), sheet],
    body: html`<a class="skip" href="#content">To the content</a>
<header class="bar">${logoOf(context)}<a href="/api/openapi.json">openapi.json</a></header>
<div class="columns">
<nav aria-label="Chapters"><details open><summary>Chapters</summary><ul>${chapters.map(chapterLinks)}<li><a href="#shapes">Shapes</a></li></ul></details></nav>
<main id="content" tabindex="-1">
<h1>API reference</h1>
${paragraphs(document.info.description)}
<p class="note">Version ${document.info.version}, at <code>${document.servers[0]?.url ?? ''}</code>.</p>
${chapters.map(({ name, calls: some }) => html`<section aria-labelledby="${name}"><h2 id="${name}">${name}</h2>${some.map((call) => article(call, document))}</section>`)}
<section aria-labelledby="shapes"><h2 id="shapes">Shapes</h2>${Object.entries(document.components.schemas).map(shape)}</section>
</main>
</div>`,
  })
}

const chapterLinks = ({ name, calls }: { readonly name: string; readonly calls: readonly Called[] }): Html =>
  html`<li><a href="#${name}">${name}</a><ul>${calls.map(({ operation: { operationId } }) => html`<li><a href="#${operationId}">${operationId.slice(name.length + 1)}</a></li>`)}</ul></li>`

function article({ method, path, operation }: Called, document: ReferenceDocument): Html {
  const { operationId, summary, requestBody, responses } = operation
  const parameters = operation.parameters.map((one) => ('$ref' in one ? parameterAt(document, one.$ref) : one))
  const body = requestBody && Object.values(requestBody.content)[0]?.schema
  return html`<article id="${operationId}" aria-labelledby="${operationId}-name">
<h3 id="${operationId}-name"><a href="#${operationId}">${operationId}</a></h3>
<p>${coded(summary)}</p>
<p class="call"><code><b>${method}</b> ${path}</code></p>
${needs(operation)}
${parameters.length > 0 && html`<h4>Parameters</h4><dl class="members">${parameters.map(parameter)}</dl>`}
${body && html`<h4>Body</h4>${shapeOf(body)}`}
<h4>Answers</h4><dl class="members">${Object.entries(responses).map(answer)}</dl>
</article>`
}

function needs({ security, 'x-operation': named }: Operation): HtmlValue {
  if (named !== undefined) return html`<p class="note">Wants a key with the operation <code>${named}</code>.</p>`
  const [scheme] = security.flatMap((one) => Object.keys(one))
  return html`<p class="note">${wanted[scheme ?? 'none'] ?? wanted['none']}</p>`
}

const wanted: Readonly<Record<string, string>> = {
  'raw-key': 'Wants a key, which may stand in Authorization alone.',
  session: 'Wants a session.',
  client: 'Wants the application’s secret where it has one.',
  none: 'Wants no key.',
}

function parameterAt({ components }: ReferenceDocument, reference: string): Parameter {
  const found = components.parameters[reference.replace('#/components/parameters/', '')]
  if (!found) throw new Error(`there is no ${reference}`)
  return found
}

const parameter = ({ name, in: place, required, description, schema }: Parameter): Html =>
  html`<div><dt><code>${name}</code>${required !== true && html` <span class="tag">optional</span>`}</dt><dd>${place} ${typed(schema)}${about(description)}</dd></div>`

function answer([status, { description, content = {}, 'x-codes': codes }]: readonly [string, Response]): Html {
  const schema = codes ? undefined : Object.values(content)[0]?.schema
  const said = codes ? codes.map((code, at) => html`${at > 0 && ', '}<code>${code}</code>`) : description
  return html`<div><dt><code>${status}</code></dt><dd>${said}${schema && html` ${typed(schema)}`}${schema && membersOf(schema).length > 0 && shapeOf(schema)}</dd></div>`
}

const shape = ([name, schema]: readonly [string, Json]): Html =>
  html`<article id="shape-${name}" aria-labelledby="shape-${name}-name"><h3 id="shape-${name}-name"><a href="#shape-${name}">${name}</a></h3>${shapeOf(schema)}</article>`

/** Members within members, as deep as they go: schemas of ours are trees. */
function shapeOf(schema: Json): Html {
  const members = membersOf(schema)
  if (members.length === 0) return html`<p>${typed(schema)}</p>`
  return html`<dl class="members">${members.map(
    ({ name, required, schema: inner, about: said }) =>
      html`<div><dt><code>${name}</code>${!required && html` <span class="tag">optional</span>`}</dt><dd>${typed(inner)}${about(said)}${membersOf(inner).length > 0 && shapeOf(inner)}</dd></div>`,
  )}</dl>`
}

/** A type, with components as links to their shapes. */
function typed(schema: Json): Html {
  const text = typeText(schema, (name) => `<${name}>`)
  const parts = text.split(/(<[A-Za-z]+>)/).map((part): HtmlValue => {
    const name = /^<([A-Za-z]+)>$/.exec(part)?.[1]
    return name === undefined ? part : html`<a href="#shape-${name}">${name}</a>`
  })
  const bounds = boundsText(schema)
  return html`<code class="type">${parts}</code>${bounds !== '' && html` <span class="note">${bounds}</span>`}`
}

const about = (text: string | undefined): HtmlValue => text !== undefined && html`<p>${coded(text)}</p>`
const paragraphs = (text: string): readonly Html[] =>
  text.split('\n\n').map((one) => html`<p class="lede">${coded(one)}</p>`)

/** `code` between backticks. */
const coded = (text: string): readonly HtmlValue[] =>
  text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))
