/** Every answer that a test gets from the API is what the reference says of it. */
import type { Answer } from 'postern/kit'
import type { ApiRoute } from '../src/api/api-route.ts'
import { problemsOf } from '../src/api/problems-of.ts'

export function holdToSchemas(route: ApiRoute, { status, headers, body }: Answer): void {
  const at = `${route.method} ${route.path} ${status}`
  if (typeof body === 'string' && headers['content-type']?.startsWith('application/problem+json')) {
    const { code } = JSON.parse(body) as { readonly code: string }
    if (!problemsOf(route).some((known) => known === code)) throw new Error(`${at}: ${code} is not in its reference`)
    return
  }
  const schema = route.answers[status]
  if (schema === undefined) throw new Error(`${at} is not in its reference`)
  if (schema === null) {
    if (body !== null) throw new Error(`${at} has a body`)
    return
  }
  if (typeof body !== 'string' || !headers['content-type']?.startsWith('application/json')) return
  const parsed = schema.safeParse(JSON.parse(body))
  if (!parsed.success) throw new Error(`${at} is not as its schema says: ${parsed.error.message}`)
}
