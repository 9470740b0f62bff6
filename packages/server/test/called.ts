/** A call to the server in this process, as a program makes it, and what came back. */
import type { Runtime } from 'postern/kit'

export interface CallMore {
  readonly key?: string
  readonly tenant?: string
  /** JSON, or text or bytes as they are. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The address of who calls. */
  readonly from?: string
}

export interface Called {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look at answers of every shape
  readonly json: any
}

export interface Call {
  readonly method: string
  readonly url: string
  readonly more: CallMore
}

export async function called(runtime: Runtime, { method, url, more }: Call): Promise<Called> {
  const { key, tenant, body, headers = {}, from } = more
  const init = {
    method,
    headers: {
      accept: 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(tenant !== undefined && { 'postern-tenant': tenant }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isWhole(body) ? body : JSON.stringify(body) }),
  }
  const response = await runtime.app.request(url, init, from === undefined ? {} : { peer: from })
  const text = await response.text()
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined }
}

const isWhole = (body: unknown): body is string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof Uint8Array
