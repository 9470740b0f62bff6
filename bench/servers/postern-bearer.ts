/** Postern for applications that keep tokens: each sign-in signs a JWT and opens a family of refresh tokens. */
import { servePostern } from './serve-postern.ts'

await servePostern('bearer')
