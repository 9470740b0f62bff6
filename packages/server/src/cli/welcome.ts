/** What `postern dev` says when it is up: where to go. */
import type { Plan } from '../config/plan.ts'
import type { Running } from '../process/serve.ts'

export function welcome(plan: Plan, { options, port }: Running, version: string): string {
  const { baseUrl, name, store } = options
  const key = plan.inboxKey === undefined ? '' : `?key=${plan.inboxKey}`
  const places: readonly (readonly [string, string])[] = [
    ['Demo', `${baseUrl}/`],
    ['Sign-in page', `${baseUrl}/auth/sign-in`],
    plan.inbox ? ['Dev inbox', `${baseUrl}/dev/inbox${key}`] : ['Mail', 'goes out through SMTP_URL'],
    ['API', `${baseUrl}/api/reference`],
    ...firstKey(plan, baseUrl),
  ]
  const lines = places.map(([what, where]) => `  ${what.padEnd(14)}${where}`)
  const moved = port === plan.port || plan.port === 0 ? [] : [`  Port ${plan.port} is taken, so this is ${port}.`]
  return [
    '',
    `${name} · Postern ${version}, development`,
    '',
    ...lines,
    '',
    ...moved,
    `  Data in ${store.location}. Ctrl-C stops.`,
    '',
    '',
  ].join('\n')
}

function firstKey({ bootstrapSecret }: Plan, baseUrl: string): readonly (readonly [string, string])[] {
  if (bootstrapSecret === undefined) return []
  const body = JSON.stringify({ secret: bootstrapSecret })
  return [['First key', `curl ${baseUrl}/api/v1/bootstrap -H 'content-type: application/json' -d '${body}'`]]
}
