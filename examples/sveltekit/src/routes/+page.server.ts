import { auth } from '../lib/server/auth'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => ({
  email: locals.user?.email,
  signInUrl: auth.signInUrl('/notes'),
})
