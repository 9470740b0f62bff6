/** The refusal of one value that only the handler could judge. */
import type { Answer } from 'postern/kit'
import type { ApiCall } from './api-route.ts'

export function wrongValue({ refuse }: Pick<ApiCall, 'refuse'>, path: string, why: string): Answer {
  return refuse('values-invalid', { more: { errors: [{ path, why }] } })
}
