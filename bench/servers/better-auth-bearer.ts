/** Better Auth over HTTP for callers that keep tokens: its bearer and JWT plugins, its keys in clear, signing as ours do. */
import { createServer } from 'node:http'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import { bearer, jwt } from 'better-auth/plugins'
import { closeDatabase, options } from './better-auth-options.ts'
import { host } from './host.ts'

const jwks = { keyPairConfig: { alg: 'ES256' }, disablePrivateKeyEncryption: true } as const
const tokens = jwt({ jwks, disableSettingJwtHeader: true, jwt: { expirationTime: '10m' } })
const withTokens = { ...options, plugins: [...options.plugins, bearer(), tokens] }

await (await getMigrations(withTokens)).runMigrations()

const answer = toNodeHandler(betterAuth(withTokens))

host(
  createServer((request, response) => void answer(request, response)),
  closeDatabase,
)
