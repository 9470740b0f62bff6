/** The ceiling of one core: bare node:http with a constant answer. */
import { createServer } from 'node:http'
import { host } from './host.ts'

const body = 'hello'
const head = { 'Content-Type': 'text/plain', 'Content-Length': body.length }

host(createServer((_request, response) => response.writeHead(200, head).end(body)))
