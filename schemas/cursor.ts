import Type from 'typebox'
import { invalidField } from '../errors.ts'
import { NullableText, UUID } from './primitives.ts'

/**
 * The end of a page: the sort value and ID of its last row, at the time of the page. The next page starts after that
 * value even if the row has moved since. `at` has microseconds, as text because a `Date` holds only milliseconds; null
 * if the row had no value.
 */
export interface Cursor {
  id: string
  /**
   * Undefined in a cursor of the previous release, which contains only the ID. The row's present value is used instead.
   */
  at: string | null | undefined
}

/** The format is not public: base64url of a JSON array of the order, `at` and `id`. */
export const CursorText = Type.String({
  maxLength: 200,
  pattern: '^[A-Za-z0-9_-]+$',
  description: '`next_cursor` of the previous page; requires the same `sort`',
})
export const NextCursor = NullableText({
  description: 'Pass as `cursor` to get the next page; null on the last page',
  examples: [null],
})

const TIMESTAMP = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/

/** Whether PostgreSQL accepts a time. The pattern alone would allow 30 February. */
const isTimestamp = (text: string) =>
  TIMESTAMP.test(text) && new Date(text).toJSON()?.slice(0, 23) === text.slice(0, 23)

/**
 * Parses the cursor of a request. Clients can forge cursors, so a cursor must never decide whose rows are read.
 * @param order the order of the list, which the cursor must match
 * @throws ApiError 400 if the cursor is not from a page in this order
 */
export function toCursor(text: string | undefined, order: string): Cursor | undefined {
  if (text === undefined) return undefined
  const previous = text.toLowerCase()
  if (UUID.test(previous)) return { id: previous, at: undefined }
  const [from, at, id, ...more] = [parsed(text)].flat()
  const isValid =
    from === order && (at === null || isTimestamp(String(at))) && UUID.test(String(id)) && more.length === 0
  if (!isValid) throw invalidField('cursor', 'must be the next_cursor of a page in this order')
  return { at: at as string | null, id: String(id) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
}

/** A row of a list with its sort value in the format of a cursor. */
export type Positioned<Row> = Row & { position: string | null }

/**
 * Builds a page from rows, of which one more than `limit` was read to find out whether there is a next page.
 * @param order the order of the list, for the cursor
 */
export function toPage<Row extends { id: string }>(rows: Positioned<Row>[], limit: number, order: string) {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    data: rows.slice(0, limit).map(({ position: _, ...row }) => row as unknown as Row),
    next_cursor: last ? textOf(order, last) : null,
  }
}

const textOf = (order: string, { position, id }: Positioned<{ id: string }>) =>
  Buffer.from(JSON.stringify([order, position, id])).toString('base64url')
