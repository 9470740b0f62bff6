/** A response as tests look at it: read to its end, with what a wire result or a problem may carry. */

export interface Wire {
  readonly addresses?: readonly { readonly email: string; readonly primary: boolean }[]
  readonly fresh?: boolean
  readonly name?: string | null
  readonly purpose?: string
  readonly status?: string | number
  readonly code?: string
  readonly detail?: string
  readonly reason?: string
  readonly attemptId?: string
  readonly number?: string
  readonly handle?: string
  readonly expiresAt?: string
  readonly resendAt?: string
  readonly retryAt?: string
  readonly state?: string
  readonly next?: string
  readonly triesLeft?: number
  readonly challenge?: string
  readonly bits?: number
  readonly methods?: readonly string[]
  readonly address?: string
  readonly approval?: string
  readonly otherNetwork?: boolean
  readonly asked?: { readonly browser: string | null; readonly place: string | null; readonly at: string }
  readonly user?: { readonly id: string; readonly email: string }
  readonly session?: { readonly id: string; readonly methods: readonly string[] }
  readonly id?: string
  readonly email?: string
  readonly items?: readonly object[]
  readonly sessionEnded?: boolean
  readonly asker?: boolean
  readonly current?: string
  readonly tokens?: { readonly accessToken: string; readonly refreshToken?: string; readonly expiresIn: number }
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body, where it is JSON; otherwise empty. */
  readonly json: Wire
  readonly cookies: readonly string[]
  readonly location: string | undefined
}

export async function readReply(response: Response): Promise<Reply> {
  const text = await response.text()
  const isJson = /^application\/(?:problem\+)?json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? JSON.parse(text) : {},
    cookies: response.headers.getSetCookie(),
    location: response.headers.get('location') ?? undefined,
  }
}
