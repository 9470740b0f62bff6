/** What an operation is called where every one has a name of its own: in the document, and in the client. */
import type { z } from 'zod'
import type { ApiRoute } from '../api-route.ts'

/** `GET /api/v1/users/:id/sessions` is `users.listSessions`, unless the route has a name of its own. */
export function operationId(route: ApiRoute): string {
  const segments = route.path.split('/').slice(3)
  const [noun = '', ...rest] = segments.filter((segment) => !segment.startsWith(':')).map(camel)
  if (route.name !== undefined) return `${noun}.${route.name}`
  const isOne = segments.at(-1)?.startsWith(':') === true
  const verb = verbOf(route, isOne)
  const more = rest.map((word, at) => capital(isOne && at === rest.length - 1 ? singular(word) : word)).join('')
  if (more === '') return `${noun}.${verb}`
  const isAct = (route.method === 'POST' && verb !== 'create') || uncapital(more) === route.operation.split('.')[1]
  return `${noun}.${isAct ? uncapital(more) : verb + more}`
}

function verbOf({ method, operation, answers }: ApiRoute, isOne: boolean): string {
  switch (method) {
    case 'GET':
      return isOne || !isList(answers[200]) ? 'read' : 'list'
    case 'POST':
      return operation.split('.')[1] ?? 'create'
    case 'PUT':
      return 'put'
    case 'PATCH':
      return 'change'
    case 'DELETE':
      return 'remove'
  }
}

/** Whether an answer comes in pages. */
export function isList(schema: z.ZodType | null | undefined): boolean {
  const shape = schema && 'shape' in schema ? schema.shape : undefined
  return typeof shape === 'object' && shape !== null && 'items' in shape
}

const singular = (word: string): string => word.replace(/ies$/, 'y').replace(/s$/, '')
const camel = (text: string): string => text.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase())
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
const uncapital = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1)
