import { type Command, read } from '../command.ts'

/** How many numbers of events were drawn. One of an event that is not yet committed counts. */
export const eventMark: Command<object, number> = read({
  name: 'event_mark',
  fields: 'ignored text',
  value: '(SELECT to_json(s.last_value + s.is_called::integer) FROM postern_event_sequence s)',
  from: '',
  decode: (mark: number) => mark,
})
