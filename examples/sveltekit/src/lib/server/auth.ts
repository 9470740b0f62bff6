import { postern } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { sqlite } from 'postern/sqlite'

export const auth = postern({
  baseUrl: `http://localhost:${process.env.PORT ?? 3000}`,
  secret: process.env.POSTERN_SECRET ?? 'a secret that is good for development',
  store: sqlite(':memory:'),
  mail: { from: 'Acme <no-reply@acme.example>', transport: devInbox() },
})
