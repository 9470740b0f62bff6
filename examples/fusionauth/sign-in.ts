import { FusionAuthClient, PasswordlessStrategy } from '@fusionauth/typescript-client'

const {
  BASE_URL = 'http://localhost:3000',
  API_KEY = '',
  APPLICATION_ID = '',
  INBOX = 'http://localhost:8025',
} = process.env

// The base URL is all that is changed.
const client = new FusionAuthClient(API_KEY, BASE_URL)

// 1. Start. What an anonymous visitor put into the cart goes along.
const started = await client.startPasswordlessLogin({
  applicationId: APPLICATION_ID,
  loginId: 'ada@example.com',
  loginStrategy: PasswordlessStrategy.FormField,
  state: { cart_id: 1234 },
})
const { code = '' } = started.response

// 2. Deliver: here by Postern's mail. `started.response.oneTimeCode` is what another way would carry.
await client.sendPasswordlessCode({ code })

// 3. The person reads her mail and types the code.
const typed = await (await fetch(`${INBOX}/code?to=ada@example.com`)).text()

// 4. Complete.
const { statusCode, response } = await client.passwordlessLogin({
  applicationId: APPLICATION_ID,
  code,
  oneTimeCode: typed.trim(),
  ipAddress: '192.0.2.7',
  metaData: { device: { name: 'Ada’s phone', type: 'MOBILE' } },
})
console.log(statusCode, response.user?.email, response.state)

// A second time there is nothing to complete.
await client.passwordlessLogin({ applicationId: APPLICATION_ID, code, oneTimeCode: typed.trim() }).catch((refused) => {
  console.log(refused.statusCode)
})
