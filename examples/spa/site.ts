/** The page's own origin: three files and the browser client, as any static host would serve them. */
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'

const port = Number(process.env.PORT ?? 3001)
const api = process.env.API ?? 'http://localhost:3000'

const files: Record<string, readonly [path: string, type: string]> = {
  '/': [fileURLToPath(new URL('index.html', import.meta.url)), 'text/html'],
  '/app.js': [fileURLToPath(new URL('app.js', import.meta.url)), 'text/javascript'],
  '/session.js': [fileURLToPath(new URL('session.js', import.meta.url)), 'text/javascript'],
  '/client.js': [fileURLToPath(import.meta.resolve('@postern/client')), 'text/javascript'],
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.writeHead(500).end())
})

server.listen(port, () => console.log(`http://localhost:${port}`))

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const found = files[new URL(request.url ?? '/', 'http://localhost').pathname]
  if (!found) return void response.writeHead(404).end()
  const [path, type] = found
  const text = (await readFile(path, 'utf8')).replaceAll('http://localhost:3000', api)
  const policy = `default-src 'self'; connect-src ${api}; frame-ancestors 'none'`
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy }).end(text)
}
