/** Postern as most applications have it: sessions by cookie. */
import { servePostern } from './serve-postern.ts'

await servePostern('cookie')
