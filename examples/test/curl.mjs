/**
 * What the guides need of curl, for machines that have none: `-s -i -f -X -H -d -b -c -w` and a URL. Refuses anything else.
 * Its cookie jar is a file of its own form.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'

const given = { method: undefined, headers: {}, data: [], jar: undefined, keep: undefined, format: '', head: false }
let url

const args = process.argv.slice(2)
while (args.length > 0) {
  const arg = args.shift()
  if (/^-[a-z]{2,}$/.test(arg)) args.unshift(...Array.from(arg.slice(1), (letter) => `-${letter}`))
  else if (arg === '-s' || arg === '-S') continue
  else if (arg === '-i') given.head = true
  else if (arg === '-X') given.method = args.shift()
  else if (arg === '-d') given.data.push(args.shift())
  else if (arg === '-b') given.jar = args.shift()
  else if (arg === '-c') given.keep = args.shift()
  else if (arg === '-w') given.format = args.shift()
  else if (arg === '-H') {
    const [name, ...rest] = args.shift().split(':')
    given.headers[name.toLowerCase()] = rest.join(':').trim()
  } else if (arg.startsWith('http://') && url === undefined) url = new URL(arg)
  else throw new Error(`curl: ${arg} is not known here`)
}

const cookies = readCookies(given.jar)
const body = given.data.length > 0 ? given.data.join('&') : undefined
const { status, phrase, headers, text } = await send()
const fresh = cookiesOf(headers)
const all = { ...cookies, ...fresh }
if (given.keep) writeFileSync(given.keep, JSON.stringify(all))
if (given.head) {
  process.stdout.write(`HTTP/1.1 ${status} ${phrase}\r\n`)
  for (let at = 0; at < headers.length; at += 2) process.stdout.write(`${headers[at]}: ${headers[at + 1]}\r\n`)
  process.stdout.write('\r\n')
}
process.stdout.write(text)
process.stdout.write(given.format.replaceAll('%{http_code}', String(status)).replaceAll('\\n', '\n'))

function send() {
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`)
  const options = {
    method: given.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      'user-agent': 'curl/8.0',
      accept: '*/*',
      ...(cookie.length > 0 && { cookie: cookie.join('; ') }),
      ...(body !== undefined && {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
      }),
      ...given.headers,
    },
  }
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      const { statusCode: status, statusMessage: phrase, rawHeaders: headers } = response
      let text = ''
      response.on('data', (chunk) => {
        text += String(chunk)
      })
      response.on('end', () => resolve({ status, phrase, headers, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function readCookies(file) {
  return file !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** An expired one is taken out. */
function cookiesOf(raw) {
  const found = {}
  for (let at = 0; at < raw.length; at += 2) {
    if (raw[at].toLowerCase() !== 'set-cookie') continue
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(raw[at + 1]) ?? []
    if (/max-age=0/i.test(raw[at + 1])) delete cookies[name]
    else found[name] = value
  }
  return found
}
