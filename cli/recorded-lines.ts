import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { RESTRICTED, REVOKED, RestrictedLine, RevokedLine } from '../schemas/recorded-line.ts'

const ajv = new Ajv({ strict: false })
formats.default(ajv)
const isRevokedLine = ajv.compile<RevokedLine>(RevokedLine)
const isRestrictedLine = ajv.compile<RestrictedLine>(RestrictedLine)

export interface Reading {
  /** The earliest line of each key. */
  revoked: RevokedLine[]
  /** The latest line of each key. It may be less strict than an earlier one, if the key was extended in between. */
  restricted: RestrictedLine[]
  /** Numbers of lines that cannot be parsed and may be about a key. */
  unreadable: number[]
}

/**
 * Finds the record lines in a log. They may have a prefix that a log shipper added; other lines are ignored. A line
 * that looks like a record line but cannot be parsed is reported, because it may be the only trace of a revocation.
 */
export async function readRecordedLines(log: AsyncIterable<string>): Promise<Reading> {
  const revoked = new Map<string, RevokedLine>()
  const restricted = new Map<string, RestrictedLine>()
  const unreadable: number[] = []
  let number = 0
  for await (const text of log) {
    number++
    if (!MARKS.some(mark => text.includes(mark))) continue
    const line = parse(text)
    if (isRevokedLine(line)) keep(revoked, { ...line, at: new Date(line.at) }, (a, b) => a < b)
    else if (isRestrictedLine(line)) keep(restricted, dated(line), (a, b) => a > b)
    else if (line === undefined || isAboutKey(text)) unreadable.push(number)
  }
  return { revoked: [...revoked.values()], restricted: [...restricted.values()], unreadable }
}

/**
 * Marks of keyward's lines: the start of each line, and the names that remain visible if something has wrapped the
 * line.
 */
const MARKS = ['{"level":', REVOKED, RESTRICTED]

const isAboutKey = (text: string) => text.includes(REVOKED) || text.includes(RESTRICTED)

const dated = (line: RestrictedLine): RestrictedLine => ({
  ...line,
  at: new Date(line.at),
  expires_at: line.expires_at && new Date(line.expires_at),
})

function keep<Line extends RevokedLine | RestrictedLine>(
  lines: Map<string, Line>,
  line: Line,
  goesBefore: (at: Date, other: Date) => boolean,
) {
  const key = `${line.key_id} ${line.digest}`
  const known = lines.get(key)
  if (!known || goesBefore(line.at, known.at)) lines.set(key, line)
}

/** The JSON object at the end of a line; if there are several, the one about a key. */
function parse(text: string): unknown {
  let found: unknown
  for (let start = text.indexOf('{'); start >= 0; start = text.indexOf('{', start + 1)) {
    const line = asJson(text.slice(start))
    if (isRevokedLine(line) || isRestrictedLine(line)) return line
    found ??= line
    if (found !== undefined && !isAboutKey(text)) return found
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
