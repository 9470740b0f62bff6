import { expect, test } from 'vitest'
import { strictTransport } from './strict-transport.ts'

test.each([
  ['https://sign-in.example.com', 'max-age=31536000'],
  ['https://sign-in.example.com:8443', 'max-age=31536000'],
  ['https://localhost:3000', undefined],
  ['https://127.0.0.1', undefined],
  ['http://localhost:3000', undefined],
  ['http://192.168.1.20:3000', undefined],
])('browsers that come to %s are told %s', (baseUrl, told) => {
  expect(strictTransport(baseUrl)).toBe(told)
})
