import { afterEach, expect, test } from 'vitest'
import { type SmtpMore, smtp } from '../../src/adapters/smtp/smtp.ts'
import type { Transport } from '../../src/ports/transport.ts'
import { startMailSink } from './mail-sink.ts'
import { never, recipient, sampleMail } from './sample-mail.ts'
import { type Script, type ScriptedServer, startScriptedServer } from './scripted-server.ts'

const returnPath = 'bounces@mail.acme.example'
const id = '01jd9z3k5m0000000000000msg'
const cleanUp: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close()
})

async function scripted(script: Script): Promise<ScriptedServer> {
  const server = await startScriptedServer(script)
  cleanUp.push(server.close)
  return server
}

function transportTo(port: number, more: SmtpMore = {}): Transport {
  const transport = smtp(`smtp://127.0.0.1:${port}`, more)
  cleanUp.push(async () => transport.close?.())
  return transport
}

const envelopeIn = ({ commands }: ScriptedServer): readonly string[] =>
  commands.filter((command) => /^(?:MAIL|RCPT)/.test(command))

test('the return path is the sender of the envelope, and the mail is from whom it was', async () => {
  const sink = await startMailSink({ tells: true })
  cleanUp.push(sink.close)
  const transport = transportTo(sink.port, { returnPath })
  for (let round = 0; round < 2; round++) await transport.send(sampleMail(), never)
  const [first, second] = sink.mails
  expect(first).toMatchObject({
    sender: returnPath,
    recipients: [recipient],
    asked: { ret: 'HDRS', envid: id, notify: ['FAILURE', 'DELAY'] },
  })
  expect(first?.raw).toContain('\r\nFrom: Acme <no-reply@mail.acme.example>\r\n')
  expect(first?.raw).not.toContain(returnPath)
  expect(second).toMatchObject({ sender: returnPath, asked: { envid: id } })
  expect(sink.connections()).toBe(1)
})

test('a server that tells of nothing is asked for nothing', async () => {
  const server = await scripted({ ehlo: '250-test\r\n250 PIPELINING' })
  await transportTo(server.port, { returnPath }).send(sampleMail(), never)
  expect(envelopeIn(server)).toEqual([`MAIL FROM:<${returnPath}>`, `RCPT TO:<${recipient}>`])
})

test('without a return path the envelope is as it was, whatever the server offers', async () => {
  const server = await scripted({ ehlo: '250-test\r\n250 DSN' })
  await transportTo(server.port).send(sampleMail(), never)
  expect(envelopeIn(server)).toEqual(['MAIL FROM:<no-reply@mail.acme.example>', `RCPT TO:<${recipient}>`])
})

test('a mail with attachments asks under its own id too', async () => {
  const server = await scripted({ ehlo: '250-test\r\n250 DSN' })
  const attachments = [{ filename: 'a.txt', type: 'text/plain', base64: 'aGVsbG8=' }]
  await transportTo(server.port, { returnPath }).send(sampleMail({ attachments }), never)
  expect(envelopeIn(server)).toEqual([
    `MAIL FROM:<${returnPath}> RET=HDRS ENVID=${id}`,
    `RCPT TO:<${recipient}> NOTIFY=FAILURE,DELAY`,
  ])
})
