import { expect, test } from 'vitest'
import { readPicture } from './image.ts'

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))

test.each([
  [
    'PNG',
    '89504e47 0d0a1a0a 0000000d 49484452 00000120 00000040 08060000',
    { type: 'image/png', width: 288, height: 64 },
  ],
  ['JPEG', 'ffd8 ffe00004 0102 ffdb0003 00 ffc20011 08 0040 0120 03', { type: 'image/jpeg', width: 288, height: 64 }],
  [
    'WebP, lossy',
    '52494646 00000000 57454250 56503820 00000000 000000 9d012a 2001 4000',
    { type: 'image/webp', width: 288, height: 64 },
  ],
  [
    'WebP, lossless',
    '52494646 00000000 57454250 5650384c 00000000 2f 1fc10f00',
    { type: 'image/webp', width: 288, height: 64 },
  ],
  [
    'WebP, extended',
    '52494646 00000000 57454250 56503858 0a000000 00000000 1f0100 3f0000',
    { type: 'image/webp', width: 288, height: 64 },
  ],
])('%s tells its size', (_name, hex, picture) => {
  expect(readPicture(bytes(hex))).toEqual(picture)
})

test.each([
  ['nothing', ''],
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('hex')],
  ['GIF', Buffer.from('GIF89a..........').toString('hex')],
  ['HTML', Buffer.from('<!doctype html><script>').toString('hex')],
  ['a PNG that ends early', '89504e47 0d0a1a0a 0000000d 49484452'],
  ['a JPEG without a frame', 'ffd8 ffda0004 0102 ffd9'],
  ['a JPEG that points at itself', 'ffd8 ffe00000 ffe00000'],
])('%s is no picture', (_name, hex) => {
  expect(readPicture(bytes(hex))).toBeUndefined()
})
