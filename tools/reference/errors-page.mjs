/** `docs/reference/errors.md`: every problem code, its status and title from the table of the HTTP layer. */
import { statusOf, titleOf } from '../../packages/postern/src/http/problems.ts'
import { problemSenders } from './problem-senders.ts'

/** @returns {string} */
export function errorsPage() {
  const byStatus = Object.entries(statusOf).sort(([, one], [, other]) => one - other)
  const sections = byStatus.map(([code, status]) => {
    const title = titleOf[/** @type {keyof typeof titleOf} */ (code)]
    return `### ${code}\n\n**${status}** ${title}\n\nFrom ${problemSenders[code] ?? 'nowhere that is known'}.\n`
  })
  return `${head}\n${sections.join('\n')}`
}

/** @returns {string[]} codes of which nobody said who sends them */
export function unsent() {
  return Object.keys(statusOf).filter((code) => !(code in problemSenders))
}

const head = `<!-- Made from packages/postern/src/http/problems.ts by tools/reference.mjs. -->
# Problem codes

Whatever is refused has a code that stays. Over HTTP it is the member \`code\` of an \`application/problem+json\` body
([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)), with \`title\` and \`status\`, and \`detail\` where there is more to say; the client throws it as the
code of its error; results of the library carry the same words as \`kind\` or \`reason\`. A title is for developers: what
people read is in the pages' own language. 429 and 503 carry \`Retry-After\`.

Routes are below the base path; \`confirm\`, \`approve\`, \`claim\`, \`open\` and \`resend\` stand for
\`POST /attempts/:id/…\`. More about each route is in [HTTP](http.md).
`
