import { serve } from '@hono/node-server'
import { handle, port } from './app.ts'

// Deno:               Deno.serve({ port }, (request, { remoteAddr }) => handle(request, remoteAddr.hostname))
// Bun:                Bun.serve({ port, fetch: (request, server) => handle(request, server.requestIP(request)?.address) })
// Anything on Node:   as here
serve({ port, fetch: (request, { incoming }) => handle(request, incoming.socket.remoteAddress) }, () =>
  console.log(`http://localhost:${port}`),
)
