/** What a note says of a measure that the clock judges. */
import type { Scene } from './scene.ts'

export const judgedByTime = ({ isAlone }: Scene): string =>
  isAlone ? '' : ' (judged only where a row has the machine to itself: one job)'
