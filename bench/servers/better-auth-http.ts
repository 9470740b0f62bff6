/** Better Auth as its guide mounts it on Node: the whole handler through toNodeHandler. */
import { createServer } from 'node:http'
import { toNodeHandler } from 'better-auth/node'
import { auth } from './better-auth.ts'
import { closeDatabase } from './better-auth-options.ts'
import { host } from './host.ts'

const answer = toNodeHandler(auth)

host(
  createServer((request, response) => void answer(request, response)),
  closeDatabase,
)
