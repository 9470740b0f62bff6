import type { Handle } from '@sveltejs/kit'
import { auth } from './lib/server/auth'

export const handle: Handle = async ({ event, resolve }) => {
  if (event.url.pathname.startsWith('/auth/')) {
    return auth.handler(event.request, { peer: event.getClientAddress() })
  }
  event.locals.user = await auth.getUser(event.request)
  return resolve(event)
}
