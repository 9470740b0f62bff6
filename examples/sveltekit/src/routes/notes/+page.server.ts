import { redirect } from '@sveltejs/kit'
import { auth } from '../../lib/server/auth'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, url }) => {
  if (!locals.user) redirect(303, auth.signInUrl(url.pathname + url.search))
  return { email: locals.user.email }
}
