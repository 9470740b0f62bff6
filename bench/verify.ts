/**
 * What `postern/verify` costs on top of the signature: checks of one kind of token a second, beside bare
 * `jose.jwtVerify` with the same key in hand and the same claims asked for, turn by turn in one process.
 * The ratio by processor time is the one to look at on a busy machine.
 * `node --conditions=@postern/source bench/verify.ts [--quick]`
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { createVerifier } from 'postern/verify'

const wanted = 0.9
const quick = process.argv.includes('--quick')
const rounds = quick ? 4 : 40
const roundMs = quick ? 50 : 250
const callers = 16
const audience = 'https://api.example.com'

type Check = () => Promise<unknown>

interface Round {
  readonly perSecond: number
  /** Processor time of this process, the threads of the signature included. */
  readonly cpuMicros: number
}

/** Ratios within each round, then their median: what disturbs the machine disturbs both. */
async function compare(bare: Check, ours: Check) {
  const each: { bare: Round; ours: Round }[] = []
  await run(bare)
  await run(ours)
  for (let round = 0; round < rounds; round++) {
    const bareFirst = round % 2 === 0
    const first = await run(bareFirst ? bare : ours)
    const second = await run(bareFirst ? ours : bare)
    each.push(bareFirst ? { bare: first, ours: second } : { bare: second, ours: first })
  }
  return {
    bare: median(each.map((one) => one.bare.perSecond)),
    ours: median(each.map((one) => one.ours.perSecond)),
    rate: median(each.map((one) => one.ours.perSecond / one.bare.perSecond)),
    cpu: median(each.map((one) => one.bare.cpuMicros / one.ours.cpuMicros)),
  }
}

async function run(check: Check): Promise<Round> {
  const begun = performance.now()
  const before = process.cpuUsage()
  let done = 0
  const caller = async () => {
    while (performance.now() - begun < roundMs) {
      await check()
      done++
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  const { user, system } = process.cpuUsage(before)
  return { perSecond: (done / (performance.now() - begun)) * 1000, cpuMicros: (user + system) / done }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function tokenFrom(issuer: string, alg: string, privateKey: CryptoKey): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const who = { sub: 'user-1', sid: 'session-1', client_id: 'default', jti: 'token-1' }
  const more = { email: 'mia@example.com', roles: ['reader'], auth_time: now, amr: ['email-link'] }
  return new SignJWT({ iss: issuer, aud: audience, ...who, ...more, iat: now, exp: now + 3600 })
    .setProtectedHeader({ alg, typ: 'at+jwt', kid: alg })
    .sign(privateKey)
}

async function measure(alg: string): Promise<boolean> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const keys = [{ ...(await exportJWK(publicKey)), kid: alg, alg, use: 'sig' }]
  const server = createServer((_, response) => response.end(JSON.stringify({ keys })))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/auth`
  const token = await tokenFrom(issuer, alg, privateKey)
  const verifier = createVerifier({ issuer, audience })
  const options = { issuer, audience, typ: 'at+jwt', algorithms: [alg], requiredClaims: ['exp', 'sub'] }
  const { bare, ours, rate, cpu } = await compare(
    () => jwtVerify(token, publicKey, options),
    async () => {
      const answer = await verifier.verify(token)
      if (answer.status !== 'valid') throw new Error(answer.reason)
    },
  )
  server.close()
  const said = [alg, Math.round(bare), Math.round(ours), rate.toFixed(3), `≥ ${wanted}`, cpu.toFixed(3)]
  console.log(said.map((one) => String(one).padStart(10)).join(''))
  return rate >= wanted
}

console.log(['', 'jose/s', 'verify/s', 'ratio', 'wanted', 'by CPU'].map((one) => one.padStart(10)).join(''))
const met: boolean[] = []
for (const alg of ['ES256', 'EdDSA', 'RS256']) met.push(await measure(alg))
if (!quick && met.includes(false)) process.exitCode = 1
