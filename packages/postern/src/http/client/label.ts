/**
 * A User-Agent header as a label from closed lists, to be shown in mails and pages: "Safari on iPhone", "an app on
 * Android". Nothing of the header itself is ever passed on. It is a claim, told as one and used for no decision.
 */

export interface Label {
  readonly browser?: string
  readonly device?: 'phone' | 'tablet' | 'computer'
}

interface System {
  readonly name: string
  readonly device: 'phone' | 'tablet' | 'computer'
}

const maxLength = 512

/** Web views and programs that show pages inside themselves. Their cookies are not those of the person's browser. */
const apps =
  /FBAN\/|FBAV\/|FB_IAB|Instagram|Line\/|MicroMessenger\/|Snapchat|LinkedInApp|Pinterest\/|BytedanceWebview|musical_ly|Twitter for|GSA\/|WhatsApp\/|Telegram|Slack\/|Electron\/|; wv\)/

/** First match wins: everything based on Chromium also claims Chrome and Safari. */
const browsers: readonly (readonly [name: string, ...tokens: string[]])[] = [
  ['Edge', 'Edg/', 'EdgA/', 'EdgiOS/', 'Edge/'],
  ['Opera', 'OPR/', 'OPiOS/', 'OPT/', 'OPX/', 'Opera/'],
  ['Samsung Internet', 'SamsungBrowser/'],
  ['Vivaldi', 'Vivaldi/'],
  ['Yandex Browser', 'YaBrowser/'],
  ['DuckDuckGo', 'DuckDuckGo/', 'Ddg/'],
  ['Huawei Browser', 'HuaweiBrowser/'],
  ['Mi Browser', 'MiuiBrowser/'],
  ['UC Browser', 'UCBrowser/'],
  ['Silk', 'Silk/'],
  ['Brave', 'Brave/'],
  ['Firefox', 'Firefox/', 'FxiOS/', 'Focus/'],
  ['Chrome', 'Chrome/', 'CriOS/', 'Chromium/', 'HeadlessChrome/'],
]

/** The label, with what cannot be told left out. Total, and linear in a bounded part of the header. */
export function labelOf(userAgent: string | null | undefined): Label {
  if (!userAgent) return {}
  const text = userAgent.slice(0, maxLength)
  const system = systemOf(text)
  const browser = browserOf(text, system)
  return { ...(browser && { browser }), ...(system && { device: system.device }) }
}

function systemOf(text: string): System | undefined {
  if (text.includes('iPad')) return { name: 'iPad', device: 'tablet' }
  if (text.includes('iPhone') || text.includes('iPod')) return { name: 'iPhone', device: 'phone' }
  if (text.includes('Android')) return { name: 'Android', device: text.includes('Mobile') ? 'phone' : 'tablet' }
  if (text.includes('Windows NT')) return { name: 'Windows', device: 'computer' }
  if (text.includes('CrOS')) return { name: 'ChromeOS', device: 'computer' }
  // Browsers other than Safari on an iPad that asks for desktop sites: no Mac is `Mobile`.
  if (text.includes('Macintosh') && text.includes('Mobile/')) return { name: 'iPad', device: 'tablet' }
  if (text.includes('Macintosh')) return { name: 'macOS', device: 'computer' }
  if (text.includes('Linux') || text.includes('X11')) return { name: 'Linux', device: 'computer' }
  return undefined
}

function browserOf(text: string, system: System | undefined): string | undefined {
  const name = isApp(text, system) ? 'an app' : nameOf(text)
  return name && system ? `${name} on ${system.name}` : name
}

function isApp(text: string, system: System | undefined): boolean {
  if (apps.test(text)) return true
  // Android's web view is the only one to name both; on iOS a web view says WebKit without saying Safari.
  if (system?.name === 'Android') return text.includes('Version/') && text.includes('Chrome/') && !named(text)
  const isApple = system?.name === 'iPhone' || system?.name === 'iPad'
  return isApple && text.includes('AppleWebKit/') && !text.includes('Safari/')
}

/** Whether a browser other than plain Chrome names itself. */
function named(text: string): boolean {
  const name = nameOf(text)
  return name !== undefined && name !== 'Chrome'
}

function nameOf(text: string): string | undefined {
  const found = browsers.find(([, ...tokens]) => tokens.some((token) => text.includes(token)))
  if (found) return found[0]
  return text.includes('Safari/') && text.includes('Version/') && !text.includes('Android') ? 'Safari' : undefined
}
