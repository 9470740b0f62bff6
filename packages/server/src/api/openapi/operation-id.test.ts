import { expect, test } from 'vitest'
import { z } from 'zod'
import type { ApiRoute } from '../api-route.ts'
import { operationId } from './operation-id.ts'

const page = z.strictObject({ items: z.array(z.string()) })

test.each([
  ['GET', '/api/v1/users', 'users.read', page, 'users.list'],
  ['GET', '/api/v1/users/:id', 'users.read', null, 'users.read'],
  ['POST', '/api/v1/users', 'users.create', null, 'users.create'],
  ['POST', '/api/v1/users/:id/ban', 'users.ban', null, 'users.ban'],
  ['GET', '/api/v1/users/:id/export', 'users.export', null, 'users.export'],
  ['GET', '/api/v1/users/:id/sessions', 'sessions.read', page, 'users.listSessions'],
  ['DELETE', '/api/v1/users/:id/sessions', 'sessions.remove', null, 'users.removeSessions'],
  ['PUT', '/api/v1/users/:id/registrations/:application', 'registrations.change', null, 'users.putRegistration'],
  ['POST', '/api/v1/api-things/:id/secret-parts', 'secret-parts.create', null, 'apiThings.createSecretParts'],
] as const)('%s %s, %#', (...given) => {
  const [method, path, operation, answer, id] = given
  const route = { method, path, operation, summary: '', answers: { 200: answer }, handle: () => undefined as never }
  expect(operationId(route satisfies ApiRoute)).toBe(id)
})
