/** Messages: which wait, which went, and why one did not. Staff hurries one that waits, or drops it. */
import { isIdPlace, jsonReply, type Message, parseId } from 'postern/kit'
import { z } from 'zod'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { onRecord, recordReading } from '../people/on-record.ts'
import { hereAndNow, reaches } from '../people/reach.ts'
import { messageShape, messageStates, shownMessage } from '../people/shown-message.ts'
import { idParams, pageOf, pageQuery } from '../schemas.ts'

const listed = z.strictObject({
  ...pageQuery(isIdPlace).shape,
  attempt: z.string().max(64).optional(),
  state: z.enum(messageStates).optional(),
})

export const messageRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/messages',
    operation: 'messages.read',
    summary: 'Lists messages, newest first. A page may hold fewer than its limit while there is a `next`.',
    query: listed,
    answers: { 200: pageOf(messageShape) },
    handle: list,
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/messages/:id',
    operation: 'messages.read',
    summary: 'Reads where a message stands. What it says is not shown.',
    params: idParams,
    answers: { 200: messageShape },
    handle: async (at) => {
      const message = await find(at)
      if (!message) return at.refuse('not-found')
      await recordReading(at, 'message', [], message.attempt ? { attempt: message.attempt } : {})
      return jsonReply(shownMessage(message))
    },
  }),
  revising('retry', 'Has a waiting message sent at once.'),
  revising('cancel', 'Drops a waiting message and wipes its secrets.'),
]

const mostReads = 10

async function list(at: ApiCall<unknown, z.infer<typeof listed>>) {
  const { attempt, state, limit } = at.query
  const wanted = (message: Message): boolean =>
    (state === undefined || message.state === state) && reaches(at, message.application)
  if (attempt !== undefined) {
    const id = parseId<'attempt'>(attempt)
    const items = id ? await at.ports.store.messages.list({ ...hereAndNow(at), attempt: id }) : []
    if (id && items.length > 0) await recordReading(at, 'messages', [], { attempt: id })
    return jsonReply({ items: items.filter(wanted).reverse().map(shownMessage) })
  }
  const items: Message[] = []
  let { after } = at.query
  for (let reads = 0; reads < mostReads && items.length < limit; reads++) {
    const place = after === undefined ? {} : { after }
    const page = await at.ports.store.messages.page({ ...hereAndNow(at), ...place, limit: limit - items.length })
    items.push(...page.items.filter(wanted))
    after = page.next
    if (after === undefined) break
  }
  return jsonReply({ items: items.map(shownMessage), ...(after !== undefined && { next: after }) })
}

function revising(act: 'retry' | 'cancel', summary: string): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: `/api/v1/messages/:id/${act}`,
    operation: `messages.${act}`,
    summary,
    params: idParams,
    answers: { 200: messageShape },
    handle: async (at) => {
      const message = await find(at)
      if (!message) return at.refuse('not-found')
      const { id, attempt, application } = message
      const deed = { application, about: { message: id }, ...(attempt && { attempt }) }
      const also = onRecord(at, act === 'retry' ? 'message.retried' : 'message.cancelled', deed)
      const { kind } = await at.ports.store.messages.revise({ ...hereAndNow(at), id, act, also })
      if (kind === 'changed') {
        return at.refuse('version-changed', { detail: 'It does not wait: it is being sent, or its story is over.' })
      }
      const now = await find(at)
      return now ? jsonReply(shownMessage(now)) : at.refuse('not-found')
    },
  })
}

async function find(at: ApiCall<z.infer<typeof idParams>>): Promise<Message | undefined> {
  const id = parseId<'message'>(at.params.id)
  const found = id && (await at.ports.store.messages.find({ ...hereAndNow(at), id }))
  return found && reaches(at, found.application) ? found : undefined
}
