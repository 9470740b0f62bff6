/** Better Auth with its tables made. */
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { options } from './better-auth-options.ts'

await (await getMigrations(options)).runMigrations()

export const auth = betterAuth(options)
