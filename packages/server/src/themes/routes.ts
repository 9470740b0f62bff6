/** What pages load of a theme, from our own origin and under names that change with the content. */
import { type Answer, type Call, problemReply, type Route, reply } from 'postern/kit'
import type { ServerParts } from '../api/api-route.ts'
import { logos } from '../resources/logo.ts'
import { findShelved } from '../resources/shelf.ts'
import { themes } from '../resources/theme.ts'
import { hashOf, sheetOf } from './sheet.ts'

const forEver = 'public, max-age=31536000, immutable'

export function themeRoutes(parts: () => ServerParts): readonly Route[] {
  return [
    { method: 'GET', path: '/assets/theme/:id/:file', handle: (call) => sheet(parts(), call) },
    { method: 'GET', path: '/assets/logo/:id/logo', handle: (call) => logo(parts(), call) },
  ]
}

/** A page of the moment before a change asks by the old name: it gets the theme as it is now, and keeps it not. */
async function sheet({ ports }: ServerParts, { c, scope }: Call): Promise<Answer> {
  const { id = '', file = '' } = c.req.param()
  if (!themes.id.test(id) || !/^[\w-]{16}\.css$/.test(file)) return problemReply('not-found')
  const desk = { ports, actor: 'pages', changed: () => {} }
  const found = await findShelved({ desk, resource: themes, tenant: scope.tenant.id }, id)
  if (!found) return problemReply('not-found')
  const body = sheetOf(found.value)
  return reply(body, 200, {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': file === `${hashOf(body)}.css` ? forEver : 'no-store',
    'x-content-type-options': 'nosniff',
  })
}

async function logo({ ports }: ServerParts, { c, scope }: Call): Promise<Answer> {
  const { id = '' } = c.req.param()
  if (!logos.id.test(id)) return problemReply('not-found')
  const desk = { ports, actor: 'pages', changed: () => {} }
  const found = await findShelved({ desk, resource: logos, tenant: scope.tenant.id }, id)
  if (!found) return problemReply('not-found')
  const { type, data } = found.value
  const headers = {
    'content-type': type,
    'cache-control': forEver,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  }
  return { status: 200, headers, cookies: [], body: new Blob([Buffer.from(data, 'base64')]).stream() }
}
