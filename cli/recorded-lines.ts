import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import type { TSchema } from 'typebox'
import {
  PAUSE,
  PauseLine,
  RESTRICTED,
  REVOKED,
  RestrictedLine,
  RevokedLine,
  SUSPENSION,
  SuspensionLine,
} from '../schemas/recorded-line.ts'

const ajv = new Ajv({ strict: false })
formats.default(ajv)
const matching = <Line>(schema: TSchema) => ajv.compile<Line>(schema)
const isRevokedLine = matching<RevokedLine>(RevokedLine)
const isRestrictedLine = matching<RestrictedLine>(RestrictedLine)
const isSuspensionLine = matching<SuspensionLine>(SuspensionLine)
const isPauseLine = matching<PauseLine>(PauseLine)

export interface Reading {
  /** The earliest line of each key. */
  revoked: RevokedLine[]
  /** The latest line of each key. It may be less strict than an earlier one, if the key was extended in between. */
  restricted: RestrictedLine[]
  /** The latest line of each account. */
  suspensions: SuspensionLine[]
  /** The latest line of each key. */
  pauses: PauseLine[]
  /** Numbers of lines that cannot be parsed and may be about a key or account. */
  unreadable: number[]
}

/**
 * Finds the record lines in a log. They may have a prefix that a log shipper added; other lines are ignored. A line
 * that looks like a record line but cannot be parsed is reported, because it may be the only trace of a revocation.
 */
export async function readRecordedLines(log: AsyncIterable<string>): Promise<Reading> {
  const revoked = new Map<string, RevokedLine>()
  const restricted = new Map<string, RestrictedLine>()
  const suspensions = new Map<string, SuspensionLine>()
  const pauses = new Map<string, PauseLine>()
  const unreadable: number[] = []
  let number = 0
  for await (const text of log) {
    number++
    if (!MARKS.some(mark => text.includes(mark))) continue
    const line = parse(text)
    if (isRevokedLine(line)) keep(revoked, keyOf(line), dated(line), (a, b) => a.at < b.at)
    else if (isRestrictedLine(line)) keep(restricted, keyOf(line), withExpiry(dated(line)), isLater)
    else if (isSuspensionLine(line)) keep(suspensions, line.account_id, dated(line), stricter(line.suspended))
    else if (isPauseLine(line)) keep(pauses, keyOf(line), dated(line), stricter(line.paused))
    else if (line === undefined || isRecord(text)) unreadable.push(number)
  }
  return {
    revoked: [...revoked.values()],
    restricted: [...restricted.values()],
    suspensions: [...suspensions.values()],
    pauses: [...pauses.values()],
    unreadable,
  }
}

/** The names of keyward's lines, which remain visible if something has wrapped the line. */
const NAMES = [REVOKED, RESTRICTED, SUSPENSION, PAUSE]

/** Marks of keyward's lines: the start of each line, and the names. */
const MARKS = ['{"level":', ...NAMES]

const isRecord = (text: string) => NAMES.some(name => text.includes(name))

interface Timed {
  at: Date
}

const dated = <Line extends Timed>(line: Line): Line => ({ ...line, at: new Date(line.at) })

const withExpiry = (line: RestrictedLine): RestrictedLine => ({
  ...line,
  expires_at: line.expires_at && new Date(line.expires_at),
})

const keyOf = ({ key_id, digest }: { key_id: string; digest: string }) => `${key_id} ${digest}`

const isLater = (a: Timed, b: Timed) => a.at > b.at

/** At equal times, a suspended account stays suspended, and a paused key paused. */
const stricter = (isStrict: boolean) => (a: Timed, b: Timed) =>
  a.at > b.at || (isStrict && Number(a.at) === Number(b.at))

function keep<Line extends Timed>(
  lines: Map<string, Line>,
  subject: string,
  line: Line,
  goesBefore: (line: Line, other: Line) => boolean,
) {
  const known = lines.get(subject)
  if (!known || goesBefore(line, known)) lines.set(subject, line)
}

/** The JSON object at the end of a line; if there are several, the record line. */
function parse(text: string): unknown {
  let found: unknown
  for (let start = text.indexOf('{'); start >= 0; start = text.indexOf('{', start + 1)) {
    const line = asJson(text.slice(start))
    if ([isRevokedLine, isRestrictedLine, isSuspensionLine, isPauseLine].some(isLine => isLine(line))) return line
    found ??= line
    if (found !== undefined && !isRecord(text)) return found
  }
  return found
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
