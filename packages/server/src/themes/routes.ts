/** What pages load of a theme, from our own origin and under names that change with the content. */
import { type Call, problemReply, type Route, reply } from 'postern/kit'
import type { ServerParts } from '../api/api-route.ts'
import { findShelved } from '../resources/shelf.ts'
import { themes } from '../resources/theme.ts'
import { hashOf, sheetOf } from './sheet.ts'

const forEver = 'public, max-age=31536000, immutable'

export function themeRoutes(parts: () => ServerParts): readonly Route[] {
  return [{ method: 'GET', path: '/assets/theme/:id/:file', handle: (call) => sheet(parts(), call) }]
}

/** A page of the moment before a change asks by the old name: it gets the theme as it is now, and keeps it not. */
async function sheet({ ports }: ServerParts, { c, scope }: Call) {
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
