/** Style sheet and script, under names that change with their content. */
import { assets } from '../../pages/assets.generated.ts'
import { problemReply, reply } from '../reply.ts'
import type { Route } from '../route.ts'

export const assetsRoute: Route = {
  method: 'GET',
  path: '/assets/:hash/:name',
  handle({ c }) {
    const asset = new Map(Object.entries(assets)).get(c.req.param('name') ?? '')
    if (!asset || asset.hash !== c.req.param('hash')) return problemReply('not-found')
    const headers = {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    }
    return reply(asset.body, 200, headers)
  },
}
