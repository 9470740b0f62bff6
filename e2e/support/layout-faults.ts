/**
 * What is out of place on a page, measured: text cut off, words over other words, a button of too many lines, digits and
 * addresses that run the wrong way. Each answers with what it found. Knows no page.
 */
import type { Page } from 'playwright-core'

/** Everything that a reader of this language would see to be wrong, at the size the page has now. */
export function layoutFaults(page: Page, language: string): Promise<string[]> {
  return page.evaluate((lang) => {
    const faults = new Set<string>()
    const isRightToLeft = lang === 'ar' || lang === 'he'
    const { documentElement: root } = document
    if (root.lang !== lang || root.dir !== (isRightToLeft ? 'rtl' : 'ltr'))
      faults.add(`speaks ${root.lang} ${root.dir}`)
    const lines = textLines()
    for (const fault of [...cutOff(), ...tooManyLines(), ...overEachOther(lines), ...backwards()]) faults.add(fault)
    return [...faults]

    function isShown(part: Element): boolean {
      return part.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    }

    function words(part: Element): string {
      return `“${(part.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}”`
    }

    function cutOff(): string[] {
      const parts = [...document.querySelectorAll<HTMLElement>('body *:not(.code, .code *, input, iframe, svg, svg *)')]
      return parts.filter(isShown).flatMap((part) => {
        const { overflowX, overflowY } = getComputedStyle(part)
        const wide =
          part.scrollWidth > part.clientWidth + 1 && (overflowX !== 'visible' || part.matches('button, a, output'))
        const high = part.scrollHeight > part.clientHeight + 1 && overflowY !== 'visible'
        return part.clientWidth > 0 && (wide || high) ? [`cuts off ${part.tagName} ${words(part)}`] : []
      })
    }

    function tooManyLines(): string[] {
      return [...document.querySelectorAll<HTMLElement>('.button, .text-button, .tag, h1')]
        .filter(isShown)
        .flatMap((part) => {
          const range = document.createRange()
          range.selectNodeContents(part)
          const tops = new Set(
            [...range.getClientRects()].filter(({ width }) => width > 1).map(({ bottom }) => Math.round(bottom / 8)),
          )
          const most = part.matches('h1') ? 4 : part.matches('.tag') ? 1 : 3
          return tops.size > most ? [`${words(part)} takes ${tops.size} lines`] : []
        })
    }

    interface Line {
      readonly text: string
      readonly rect: DOMRect
      readonly owner: Element
      readonly isBox?: true
    }

    function textLines(): Line[] {
      const found: Line[] = []
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const owner = text.parentElement
        if (owner === null || !isShown(owner) || text.textContent?.trim() === '') continue
        const range = document.createRange()
        range.selectNodeContents(text)
        for (const rect of range.getClientRects()) if (rect.width > 1) found.push({ text: words(owner), rect, owner })
      }
      for (const owner of document.querySelectorAll('input:not(.code input, [type=hidden]), .code, .button')) {
        if (isShown(owner)) found.push({ text: owner.tagName, rect: owner.getBoundingClientRect(), owner, isBox: true })
      }
      return found
    }

    function overEachOther(all: readonly Line[]): string[] {
      return all.flatMap((one, index) =>
        all.slice(index + 1).flatMap((other) => {
          if (one.owner === other.owner || (one.isBox && one.owner.contains(other.owner))) return []
          if (other.isBox && other.owner.contains(one.owner)) return []
          const width = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left)
          const height = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top)
          // Lines of text overlap by what their letters leave free.
          const free = 0.3 * Math.min(one.rect.height, other.rect.height)
          return width > 2 && height > free ? [`${one.text} lies over ${other.text}`] : []
        }),
      )
    }

    function backwards(): string[] {
      const found: string[] = []
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        if (text.parentElement === null || !isShown(text.parentElement)) continue
        // Whatever reads from left to right in every language: addresses, clocks, codes, names of programs.
        for (const match of (text.textContent ?? '').matchAll(/[\w.•…/+]*[a-z0-9](?:[\w.•@:/+ -]*[a-z0-9])?/gi)) {
          const places = [...match[0]].map((character, offset) => {
            const range = document.createRange()
            range.setStart(text, match.index + offset)
            range.setEnd(text, match.index + offset + 1)
            return { character, ...range.getBoundingClientRect().toJSON() } as {
              character: string
              left: number
              top: number
              width: number
            }
          })
          const wrong = places.some(({ left, top, width }, at) => {
            const before = places[at - 1]
            return (
              before !== undefined &&
              width > 0 &&
              before.width > 0 &&
              Math.abs(before.top - top) < 6 &&
              left < before.left - 1
            )
          })
          if (wrong) found.push(`“${match[0]}” runs backwards`)
        }
      }
      return found
    }
  }, language)
}
