/** Basic authentication: where nothing is signed, whoever tells knows `user:password`. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Posted } from './notice.ts'

/** Whether the caller showed the secret, in a time that tells nothing of it. */
export function showsSecret({ header, secret }: Pick<Posted, 'header' | 'secret'>): boolean {
  const given = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header('authorization') ?? '')?.[1] ?? ''
  const presented = Buffer.from(given, 'base64').toString('utf8')
  return timingSafeEqual(digest(presented), digest(secret))
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
