/** The document for programs, its page for people, and the sheet of that page: all from our own origin. */
import { createHash } from 'node:crypto'
import { type Call, instant, jsonReply, pageContext, pageReply, type Route, reply } from 'postern/kit'
import { withHeaders } from '../entity-tag.ts'
import type { Json } from '../openapi/components.ts'
import { referenceCss } from './reference-css.ts'
import { type ReferenceDocument, referencePage } from './reference-page.ts'

const sheet = `/api/reference/${createHash('sha256').update(referenceCss).digest('hex').slice(0, 12)}.css`

const mostPages = 50

/** `documentAt` makes the document for a base URL. It never changes while a process runs. */
export function referenceRoutes(documentAt: (baseUrl: string) => Json): readonly Route[] {
  const made = new Map<string, Json>()
  const documentOf = ({ http }: Call): Json => {
    const url = http.origin + http.base
    const document = made.get(url) ?? documentAt(url)
    made.set(url, document)
    return document
  }
  const pages = new Map<string, string>()
  /** Anybody may ask for it, and it takes a while to write: once for each look. */
  const pageOf = (call: Call): string => {
    const context = { ...pageContext(call), locale: 'en' as const, now: instant(0) }
    const look = JSON.stringify(context)
    const page = pages.get(look) ?? referencePage(context, documentOf(call) as unknown as ReferenceDocument, sheet)
    if (pages.size >= mostPages) pages.clear()
    pages.set(look, page)
    return page
  }
  const isForAll = { 'cache-control': 'public, max-age=300' }
  return [
    {
      method: 'GET',
      path: '/api/openapi.json',
      root: true,
      handle: (call) => withHeaders(jsonReply(documentOf(call)), { ...isForAll, 'access-control-allow-origin': '*' }),
    },
    {
      method: 'GET',
      path: '/api/reference',
      root: true,
      handle(call) {
        return pageReply(pageOf(call), 200, call)
      },
    },
    {
      method: 'GET',
      path: sheet,
      root: true,
      handle: () =>
        reply(referenceCss, 200, {
          'content-type': 'text/css; charset=utf-8',
          'cache-control': 'public, max-age=31536000, immutable',
          'x-content-type-options': 'nosniff',
        }),
    },
  ]
}
