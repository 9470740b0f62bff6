/** The bodies of the contract: errors of fields and of the whole at 400, and nothing beside a status elsewhere. */
import { type Answer, outcomeHeaders, privateHeaders, reply } from 'postern/kit'

const json = { ...privateHeaders, 'content-type': 'application/json; charset=utf-8' }

export interface FieldError {
  readonly field: string
  /** `[blank]loginId`. */
  readonly code: string
  readonly message: string
}

export function told(body: object, status = 200, cookies: readonly string[] = []): Answer {
  return reply(JSON.stringify(body), status, json, cookies)
}

/** `retryAt` where trying again later makes sense. */
export function empty(status: number, { retryAt, now }: Parameters<typeof retryHeaders>[0] = {}): Answer {
  return reply(null, status, { ...privateHeaders, ...retryHeaders({ retryAt, now }, status) })
}

type Moment = Parameters<typeof outcomeHeaders>[1]

function retryHeaders({ retryAt, now }: { readonly retryAt?: Moment; readonly now?: Moment }, status = 429) {
  return status === 401 ? {} : outcomeHeaders(status, retryAt, now)
}

export function fieldErrors(errors: readonly FieldError[]): Answer {
  const byField = new Map<string, { readonly code: string; readonly message: string }[]>()
  for (const { field, code, message } of errors) byField.set(field, [...(byField.get(field) ?? []), { code, message }])
  return told({ fieldErrors: Object.fromEntries(byField), generalErrors: [] }, 400)
}

export function generalError(code: string, message: string): Answer {
  return told({ fieldErrors: {}, generalErrors: [{ code, message }] }, 400)
}

export const blank = (field: string): FieldError => ({
  field,
  code: `[blank]${field}`,
  message: `You must specify the ${field} property.`,
})

export const invalid = (field: string, message: string): FieldError => ({ field, code: `[invalid]${field}`, message })

/** Where nobody signs in at present, and where it is not to be had in this form. */
export const disabled = (why = 'Passwordless sign-in is turned off for this application.'): Answer =>
  generalError('[PasswordlessDisabled]', why)
