/** A bearer: a program that keeps tokens and no cookie. */
import { createProgram, type Program } from '../support/program.ts'
import type { Reply } from '../support/reply.ts'
import { createWorld, type World, type WorldOptions } from '../support/world.ts'

export interface Bearer {
  readonly program: Program
  /** As the sign-in answered. */
  readonly reply: Reply
  readonly access: string
  readonly refresh: string
  readonly sessionId: string
}

export const createBearerWorld = (options: WorldOptions = {}): Promise<World> =>
  createWorld({ mode: 'bearer', ...options })

export async function signInBearer(world: World, email = 'ada@example.com'): Promise<Bearer> {
  const program = createProgram(world)
  const { token, handle } = await program.request(email)
  const reply = await program.post('/magic-link/verify', { token, handle })
  return bearerOf(program, reply)
}

export function bearerOf(program: Program, reply: Reply): Bearer {
  const { tokens, session } = reply.json
  if (!tokens?.refreshToken || !session) throw new Error(`no tokens: ${reply.status} ${reply.text}`)
  return { program, reply, access: tokens.accessToken, refresh: tokens.refreshToken, sessionId: session.id }
}

export const refreshWith = (world: World, refreshToken: string): Promise<Reply> =>
  createProgram(world).post('/refresh', { refreshToken })

export const withToken = (token: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${token}` })

/** Who a token is here. */
export const me = (world: World, token: string): Promise<Reply> => createProgram(world).get('/me', withToken(token))

/** The second part of a token, as anybody can read it. */
export function claimsIn(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

export function headerIn(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
}
