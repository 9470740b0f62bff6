/**
 * What eyes and fingers notice on a page, measured: text that leaves the screen, targets too small, colours too close,
 * a focus that does not show. Each answers with what it found. Knows no page.
 */
import type { Page } from 'playwright-core'

/** Text and controls that reach past the sides of the window, whether it scrolls or cuts them off. */
export function outside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>()
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth > clientWidth) found.add(`the page is ${scrollWidth} wide`)
    const check = (rect: DOMRect, what: string): void => {
      if (rect.width > 0 && (rect.left < -0.5 || rect.right > clientWidth + 0.5))
        found.add(`${what} from ${Math.round(rect.left)} to ${Math.round(rect.right)}`)
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (!text.parentElement?.checkVisibility({ visibilityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(text)
      for (const rect of range.getClientRects()) check(rect, `“${text.textContent?.trim().slice(0, 30)}”`)
    }
    // The code's own input is wider than its row on purpose, and the row clips it.
    for (const part of document.querySelectorAll(
      'a, button, input:not(.code input, .postern-code input), div.code, .code i, .postern-code i, output, iframe',
    )) {
      if (part.checkVisibility({ visibilityProperty: true }))
        check(part.getBoundingClientRect(), part.outerHTML.slice(0, 60))
    }
    return [...found]
  })
}

/** Text whose column is so narrow that hardly a letter stands beside another. */
export function shattered(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('h1, h2, p, dt, dd, li, li > div, label')].flatMap((part) => {
      const range = document.createRange()
      range.selectNodeContents(part)
      const rows = new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom / 8)))
      const text = (part.textContent ?? '').trim()
      return rows.size > 3 && text.length < 3 * rows.size ? [`“${text.slice(0, 40)}” in ${rows.size} rows`] : []
    }),
  )
}

/** Links, buttons and fields under 44 × 44 px, those inside a sentence excepted. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    for (const part of document.querySelectorAll<HTMLElement>(
      'a, button, input:not([type=hidden], .code input, .postern-code input), div.code, div.postern-code',
    )) {
      if (!part.checkVisibility({ visibilityProperty: true }) || isInSentence(part)) continue
      const { width, height } = part.getBoundingClientRect()
      if (width < 43.9 || height < 43.9)
        found.push(`${part.outerHTML.slice(0, 80)}: ${Math.round(width)} × ${Math.round(height)}`)
    }
    return found

    function isInSentence(part: HTMLElement): boolean {
      const sentence = part.closest('p')
      return sentence !== null && sentence.innerText.trim().length > part.innerText.trim().length
    }
  })
}

/**
 * Text whose contrast with the worst pixel behind it is under 4.5:1, or 3:1 where it is large. Tools that read styles
 * give up where light falls over a surface; this one looks at the picture, with the words taken out of it.
 */
export async function contrastFaults(page: Page, lens: Page): Promise<string[]> {
  const texts = await page.evaluate(readTexts)
  // Skipping to the end of animations would show what is still withheld, and move everything else.
  const picture = await page.screenshot({ fullPage: true, scale: 'css', animations: 'allow' })
  await page.evaluate(() => {
    document.adoptedStyleSheets = []
  })
  return lens.evaluate(compare, { texts, picture: picture.toString('base64') })
}

/** Buttons, fields and arches that no edge sets apart from what they stand on. */
export async function edgeless(page: Page, lens: Page): Promise<string[]> {
  const parts = await page.evaluate(() =>
    [...document.querySelectorAll('.button, .input, .code i, .number output')].map((part) => {
      const { x, y, width } = part.getBoundingClientRect()
      return { what: part.outerHTML.slice(0, 80), x: x + scrollX + width / 2, y: y + scrollY }
    }),
  )
  const picture = await page.screenshot({ fullPage: true, scale: 'css' })
  return lens.evaluate(compareEdges, { parts, picture: picture.toString('base64') })
}

/** Whether the focused element looks different without the focus. */
export async function focusShows(page: Page): Promise<boolean> {
  const box = await page.evaluate(() => {
    const part = document.activeElement?.closest('.code') ?? document.activeElement
    const { x, y, width, height } = part?.getBoundingClientRect() ?? new DOMRect()
    return { x: x - 6, y: y - 6, width: width + 12, height: height + 12 }
  })
  const focused = await page.screenshot({ clip: box })
  const blurred = await page.evaluateHandle(() => {
    const active = document.activeElement as HTMLElement | null
    active?.blur()
    return active
  })
  const plain = await page.screenshot({ clip: box })
  await blurred.evaluate((element) => element?.focus({ preventScroll: true, focusVisible: true } as FocusOptions))
  return !focused.equals(plain)
}

interface Text {
  readonly text: string
  readonly colour: string
  readonly least: number
  readonly boxes: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[]
}

interface Edge {
  readonly what: string
  readonly x: number
  readonly y: number
}

function readTexts(): Text[] {
  const found: Text[] = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement
    if (!parent?.checkVisibility({ visibilityProperty: true }) || !text.textContent?.trim()) continue
    const style = getComputedStyle(parent)
    const size = Number.parseFloat(style.fontSize)
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 600)
    const range = document.createRange()
    range.selectNodeContents(text)
    const boxes = [...range.getClientRects()].map((box) => ({
      x: box.x + scrollX,
      y: box.y + scrollY,
      width: box.width,
      height: box.height,
    }))
    found.push({ text: text.textContent.trim().slice(0, 40), colour: style.color, least: isLarge ? 3 : 4.5, boxes })
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { color: transparent !important; transition: none !important; }')
  document.adoptedStyleSheets = [sheet]
  return found
}

async function compare({ texts, picture }: { texts: Text[]; picture: string }): Promise<string[]> {
  const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (pen === null) throw new Error('no canvas')
  pen.drawImage(bitmap, 0, 0)
  return texts.flatMap(({ text, colour, least, boxes }) => {
    const front = luminance(colour.match(/[\d.]+/g)?.map(Number) ?? [])
    const worst = Math.min(...boxes.map((box) => worstIn(box, front)))
    return worst < least ? [`“${text}” ${worst.toFixed(2)}`] : []
  })

  function worstIn(box: Text['boxes'][number], front: number): number {
    const [width, height] = [Math.floor(box.width), Math.floor(box.height)]
    if (width < 1 || height < 1) return 21
    const { data } = pen!.getImageData(Math.ceil(box.x), Math.ceil(box.y), width, height)
    let worst = 21
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] === 0) continue
      const back = luminance([...data.subarray(at, at + 3)])
      worst = Math.min(worst, (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05))
    }
    return worst
  }

  function luminance(channels: number[]): number {
    const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
      const share = channel / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
}

async function compareEdges({ parts, picture }: { parts: Edge[]; picture: string }): Promise<string[]> {
  const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
  pen?.drawImage(bitmap, 0, 0)
  return parts.flatMap(({ what, x, y }) => {
    const column = pen?.getImageData(Math.round(x), Math.floor(y) - 3, 1, 7).data ?? []
    const isEven = column.every((channel, at) => channel === column[at % 4])
    return isEven ? [what] : []
  })
}
