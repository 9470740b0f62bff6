/**
 * A mailbox for one's own machine: takes mails by SMTP, or by `POST /send` as the API of a mail service would, and shows
 * them on a page. `GET /link?to=` waits for a mail and answers the link in it, `GET /code?to=` the code, `GET /mail?to=&subject=`
 * a mail with that subject, `GET /last?to=` whatever comes next; each mail is given once.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

const smtpPort = Number(process.env.SMTP_PORT ?? 1025)
const port = Number(process.env.INBOX_PORT ?? 8025)
const mails: Mail[] = []
const notGiven = new Set<Mail>()

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  async onData(stream, session, done) {
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk)
    const { subject = '', text = '' } = await PostalMime.parse(Buffer.concat(chunks))
    for (const { address } of session.envelope.rcptTo) keep({ to: address, subject, text })
    done()
  },
})

const web = createServer((request, response) => {
  answer(request, response).catch(() => response.writeHead(500).end())
})

smtp.listen(smtpPort, 'localhost', () => {
  web.listen(port, 'localhost', () => console.log(`SMTP on localhost:${smtpPort}, mails on http://localhost:${port}`))
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const to = searchParams.get('to') ?? ''
  switch (`${request.method} ${pathname}`) {
    case 'POST /send':
      keep(JSON.parse(await bodyOf(request)))
      return void response.writeHead(202).end()
    case 'GET /link':
      return void response.end(`${linkIn(await next(to, linkIn))}\n`)
    case 'GET /code':
      return void response.end(`${codeIn(await next(to, codeIn))}\n`)
    case 'GET /mail':
      return void response.end(textOf(await next(to, ({ subject }) => subject === searchParams.get('subject'))))
    case 'GET /last':
      return void response.end(textOf(await next(to, () => true)))
    case 'GET /':
      response.setHeader('content-type', 'text/plain; charset=utf-8')
      return void response.end(mails.map(textOf).join('\n\n'))
  }
  response.writeHead(404).end()
}

function keep(mail: Mail): void {
  mails.unshift(mail)
  notGiven.add(mail)
}

/** The link that signs in, not the one that stops it. */
const linkIn = ({ text }: Mail): string | undefined => /https?:\S+(?<!\/cancel)#\S+/.exec(text)?.[0]

/** Alone on its line. */
const codeIn = ({ text }: Mail): string | undefined => /^[0-9A-Z]{5,12}$/m.exec(text)?.[0]

async function next(to: string, has: (mail: Mail) => unknown): Promise<Mail> {
  for (let tries = 0; tries < 500; tries++) {
    const mail = [...notGiven].find((one) => one.to === to && has(one))
    if (mail) {
      notGiven.delete(mail)
      return mail
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('no mail came')
}

const textOf = ({ to, subject, text }: Mail): string => `To: ${to}\nSubject: ${subject}\n\n${text.trim()}\n`

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
