import Type, { type Static } from 'typebox'
import { invalidField } from '../errors.ts'
import { UUID } from './primitives.ts'

export const FORMATS = { jsonl: 'application/x-ndjson', csv: 'text/csv' } as const

export const ChangeQuery = Type.Object(
  {
    changed_since: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'Only rows that changed since this time; for the first request. If omitted, all rows',
      }),
    ),
    cursor: Type.Optional(
      Type.String({
        maxLength: 300,
        pattern: '^[A-Za-z0-9_-]+$',
        description: '`Keyward-Next-Cursor` of the previous response',
      }),
    ),
    limit: Type.Integer({ minimum: 1, maximum: 5_000, default: 1_000, description: 'Rows per page' }),
    format: Type.Optional(
      Type.Enum(['jsonl', 'csv'], {
        type: 'string',
        description:
          'Format of the response. If omitted, CSV if the `Accept` header names `text/csv`, otherwise JSON Lines',
      }),
    ),
  },
  { additionalProperties: false },
)
export type ChangeQuery = Static<typeof ChangeQuery>

/** A reader's place in the order of changes (db/usage/changes.ts). Times are Unix times in seconds. */
export interface UsageCursor {
  /** Where the next pass starts; null for the first row. */
  start: number | null
  /** The time and transaction ID, a number of 64 bits, of a point in the past; null for a new reader. */
  mark: { at: number; xid: string } | null
  /**
   * The last row that was read; null once the pass has ended. `changedAt` is null if the release before has written the
   * row last, `hour` only before all rows.
   */
  after: { changedAt: number | null; hour: number | null; keyId: string } | null
}

/** The format is not public: base64url of a JSON array. */
export const textOfCursor = ({ start, mark, after }: UsageCursor) =>
  Buffer.from(
    JSON.stringify(['usage', start, mark && [mark.at, mark.xid], after && [after.changedAt, after.hour, after.keyId]]),
  ).toString('base64url')

/** @throws ApiError 400 unless the text is a cursor of `textOfCursor` */
export function toUsageCursor(text: string): UsageCursor {
  const parts = parsed(text)
  if (!isCursor(parts)) throw invalidField('cursor', 'must be the Keyward-Next-Cursor of a response')
  const [, start, mark, after] = parts
  return {
    start,
    mark: mark && { at: mark[0], xid: mark[1] },
    after: after && { changedAt: after[0], hour: after[1], keyId: after[2] },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
}

type Parts = [
  'usage',
  start: number | null,
  mark: [at: number, xid: string] | null,
  after: [changedAt: number | null, hour: number, keyId: string] | null,
]

/** 31 December 9999, in seconds. */
const LATEST = 253_402_300_799
const isTime = (value: unknown) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LATEST

const XID = /^\d{1,19}$/

function isCursor(value: unknown): value is Parts {
  if (!Array.isArray(value) || value.length !== 4 || value[0] !== 'usage') return false
  const [, start, mark, after] = value
  if (start !== null && !isTime(start)) return false
  if (mark !== null && !(isList(mark, 2) && isTime(mark[0]) && XID.test(String(mark[1])))) return false
  if (after === null) return true
  return isList(after, 3) && (after[0] === null || isTime(after[0])) && isTime(after[1]) && UUID.test(String(after[2]))
}

const isList = (value: unknown, length: number): value is unknown[] => Array.isArray(value) && value.length === length
