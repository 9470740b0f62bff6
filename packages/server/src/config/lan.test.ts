import { expect, test } from 'vitest'
import { readLan } from './lan.ts'
import { libraryFault } from './library-rule.ts'

test.each([
  ['http://192.168.1.20:3000', { hostname: '192.168.1.20', port: 3000 }],
  ['http://10.0.0.7', { hostname: '10.0.0.7', port: undefined }],
  ['172.31.255.1:8080', { hostname: '172.31.255.1', port: 8080 }],
  ['http://[fd00::1]:3000', { hostname: '[fd00::1]', port: 3000 }],
  ['http://[fe80::1]', { hostname: '[fe80::1]', port: undefined }],
  ['http://0xc0a80114', { hostname: '192.168.1.20', port: undefined }],
])('--lan=%s is a private address', (given, expected) => {
  expect(readLan(given)).toEqual(expected)
})

test.each([
  'http://8.8.8.8',
  'http://172.32.0.1',
  'http://192.169.0.1',
  'http://11.0.0.1',
  'http://100.64.0.1',
  'http://[2001:db8::1]',
  'http://[::ffff:8.8.8.8]',
  'https://192.168.1.20',
  'http://192.168.1.20/path',
  'http://192.168.1.20@8.8.8.8',
  'http://192.168.1.20.example.com',
  'http://10.example.com',
  'http://0.0.0.0',
  'http://localhost',
  'http://',
])('--lan=%s is refused', (given) => {
  expect(() => readLan(given)).toThrow(/^--lan must be a private address/)
})

test('without --lan a private address is as good as a public one', () => {
  expect(libraryFault({ baseUrl: 'http://192.168.1.20:3000' })).toBe('must be https; http is for loopback only')
})
