import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { labelOf } from './label.ts'

const webkit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const blink = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
const linux = 'Mozilla/5.0 (X11; Linux x86_64)'
const android = 'Mozilla/5.0 (Linux; Android 10; K)'
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)'
const ipad = 'Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X)'
const chrome = 'Chrome/140.0.0.0'

describe('a browser is labelled', () => {
  test.each([
    ['Chrome on macOS', 'computer', `${mac} ${blink} ${chrome} Safari/537.36`],
    ['Chrome on Windows', 'computer', `${windows} ${blink} ${chrome} Safari/537.36`],
    ['Chrome on Linux', 'computer', `${linux} ${blink} HeadlessChrome/140.0.0.0 Safari/537.36`],
    ['Chrome on ChromeOS', 'computer', `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${blink} ${chrome} Safari/537.36`],
    ['Chrome on Android', 'phone', `${android} ${blink} ${chrome} Mobile Safari/537.36`],
    ['Chrome on Android', 'tablet', `${android} ${blink} ${chrome} Safari/537.36`],
    ['Chrome on iPhone', 'phone', `${iphone} ${webkit} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`],
    ['Safari on macOS', 'computer', `${mac} ${webkit} Version/18.5 Safari/605.1.15`],
    ['Safari on iPhone', 'phone', `${iphone} ${webkit} Version/18.5 Mobile/15E148 Safari/604.1`],
    ['Safari on iPad', 'tablet', `${ipad} ${webkit} Version/18.5 Mobile/15E148 Safari/604.1`],
    ['Chrome on iPad', 'tablet', `${mac} ${webkit} CriOS/140 Version/18.5 Mobile/15E148 Safari/604.1`],
    [
      'Firefox on Windows',
      'computer',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
    ],
    ['Firefox on Android', 'phone', 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0'],
    ['Firefox on iPhone', 'phone', `${iphone} ${webkit} FxiOS/140.0 Mobile/15E148 Safari/605.1.15`],
    ['Edge on Windows', 'computer', `${windows} ${blink} ${chrome} Safari/537.36 Edg/140.0.0.0`],
    ['Edge on Android', 'phone', `${android} ${blink} ${chrome} Mobile Safari/537.36 EdgA/140.0.0.0`],
    ['Edge on iPhone', 'phone', `${iphone} ${webkit} Version/18.0 EdgiOS/140.0.0.0 Mobile/15E148 Safari/604.1`],
    ['Opera on Linux', 'computer', `${linux} ${blink} ${chrome} Safari/537.36 OPR/120.0.0.0`],
    ['Samsung Internet on Android', 'phone', `${android} ${blink} SamsungBrowser/28.0 ${chrome} Mobile Safari/537.36`],
    ['Vivaldi on macOS', 'computer', `${mac} ${blink} ${chrome} Safari/537.36 Vivaldi/7.5`],
    ['Yandex Browser on Windows', 'computer', `${windows} ${blink} ${chrome} YaBrowser/25.6 Safari/537.36`],
    ['DuckDuckGo on iPhone', 'phone', `${iphone} ${webkit} Version/18.5 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15`],
    ['Huawei Browser on Android', 'phone', `${android} ${blink} ${chrome} HuaweiBrowser/15.0 Mobile Safari/537.36`],
    [
      'Mi Browser on Android',
      'phone',
      `${android} ${blink} Version/4.0 ${chrome} Mobile Safari/537.36 XiaoMi/MiuiBrowser/14`,
    ],
    ['UC Browser on Android', 'phone', `${android} ${blink} Version/4.0 ${chrome} UCBrowser/13.4 Mobile Safari/537.36`],
    ['Silk on Android', 'tablet', `${android} ${blink} Silk/130.4 like ${chrome} Safari/537.36`],
    [
      'an app on Android',
      'phone',
      `Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) ${blink} Version/4.0 ${chrome} Mobile Safari/537.36`,
    ],
    ['an app on Android', 'phone', `${android} ${blink} Version/4.0 ${chrome} Mobile Safari/537.36`],
    ['an app on Android', 'phone', `${android} ${blink} ${chrome} Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/510.0;]`],
    ['an app on iPhone', 'phone', `${iphone} ${webkit} Mobile/15E148`],
    ['an app on iPhone', 'phone', `${iphone} ${webkit} Mobile/15E148 Instagram 390.0 (iPhone16,1)`],
    ['an app on iPhone', 'phone', `${iphone} ${webkit} GSA/375.0 Mobile/15E148 Safari/604.1`],
    ['an app on iPad', 'tablet', `${ipad} ${webkit} Mobile/15E148`],
    ['an app on macOS', 'computer', `${mac} ${blink} Slack/4.45 ${chrome} Electron/36.0 Safari/537.36`],
    ['Edge', undefined, 'Edg/140.0'],
  ])('%s (%s)', (browser, device, userAgent) => {
    expect(labelOf(userAgent)).toEqual({ browser, ...(device && { device }) })
  })
})

describe('nothing is told', () => {
  test.each([
    undefined,
    null,
    '',
    'curl/8.14.1',
    'node',
    'python-requests/2.32',
    'PostmanRuntime/7.44',
    '<script>alert(1)</script>',
    'Safari/1',
  ])('of %j', (userAgent) => {
    expect(labelOf(userAgent)).toEqual({})
  })

  test('of a browser nobody has heard of but its device', () => {
    expect(labelOf(`${linux} Gecko/20100101 Unheard/1.0`)).toEqual({ device: 'computer' })
  })

  test('that is not on the lists', () => {
    const piece = fc.constantFrom(
      'Chrome/',
      'Safari/',
      'Version/',
      'Edg/',
      'Firefox/',
      'Android',
      'iPhone',
      'Macintosh',
      'Mobile/',
      'Windows NT',
      '<b>',
      '\r\n',
      'Instagram',
      'AppleWebKit/',
      ' ',
    )
    const names =
      'an app|Edge|Opera|Samsung Internet|Vivaldi|Yandex Browser|DuckDuckGo|Huawei Browser|Mi Browser|UC Browser|Silk|Brave|Firefox|Chrome|Safari'
    const systems = 'iPad|iPhone|Android|Windows|ChromeOS|macOS|Linux'
    const closed = new RegExp(`^(?:${names})(?: on (?:${systems}))?$`)
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 12 }), (pieces) => {
        const { browser, device } = labelOf(pieces.join(''))
        if (browser !== undefined) expect(browser).toMatch(closed)
        expect([undefined, 'phone', 'tablet', 'computer']).toContain(device)
      }),
      { numRuns: 1000 },
    )
  })

  test('of what stands beyond 512 letters', () => {
    expect(labelOf(`${'x'.repeat(512)}Firefox/140.0`)).toEqual({})
  })
})
