/** What a note says of a measure that the clock judges. A share of the full size is judged as all of it is. */
import type { Scene } from './scene.ts'

export const judgedByTime = ({ isAlone }: Scene): string =>
  isAlone ? '' : ' (judged only where a row has the machine to itself: any share of the full size, one job)'
