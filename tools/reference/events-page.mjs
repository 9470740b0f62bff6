/** `docs/reference/events.md`: every event, when it happens and what it carries. */
import { eventFacts } from './event-facts.ts'

/** @returns {string} */
export function eventsPage() {
  const rows = Object.entries(eventFacts).map(([type, { when, carries, reason }]) => {
    const facts = carries.map((name) => `\`${name}\``).join(' ')
    return `| \`${type}\` | ${when} | ${facts} | ${reason ?? ''} |`
  })
  return `${head}${rows.join('\n')}\n`
}

const head = `<!-- Made from tools/reference/event-facts.ts by tools/reference.mjs. -->
# Events

Facts that happened. Each is written in the transaction of its act, so that there is none without the other; hooks hear
of it after the commit, best effort, and the table is the truth. No event carries a secret, an address or a code.

\`\`\`ts
const stop = auth.on('sign-in.completed', async ({ user, asked, at }) => {
  await audit.write({ user, from: asked?.browser, at: new Date(at) })
})
auth.on('*', ({ type, reason }) => metrics.count(type, { reason }))
\`\`\`

All of them have \`id\`, \`type\`, \`tenant\`, \`application\` and \`at\` (milliseconds since 1970). \`attempt\`, \`user\` and
\`session\` are ids. \`asked\` says where the call came from, as far as is known: \`browser\` and \`place\` from closed lists,
\`device\` and \`network\` (a /24, or a /56 of IPv6). \`actor\` is who did it where that was no user,
such as \`key:<id>\` or \`cli\`; \`about\` has further ids and closed words, such as the kind and id of a setting. A fact that is
not known is absent.

| Event | When | Carries | \`reason\` |
|---|---|---|---|
`
