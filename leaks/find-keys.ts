import { formatTest, keyPattern } from '../auth/api-key.ts'
import type { KeyFormat } from '../config/key-format.ts'
import { spanFinder } from './key-spans.ts'
import { readingsOf } from './readings.ts'

/** Finds the parts of a text that can be keys of this service, each once. */
export type FindKeys = (text: string) => Set<string>

/** The keys to look for. */
export interface KnownKeys {
  keyFormat: KeyFormat
  /** The shapes of imported keys. Each matches a whole text. */
  importedKeyShapes: readonly RegExp[]
}

/**
 * People report keys as they find them: in a header, a URL, a line of JSON, quotes or a wrapped mail. Keys in keyward's
 * format are found even between other letters, because their checksum shows where they end. Imported keys are found as
 * whole words.
 */
export function keyFinder({ keyFormat, importedKeyShapes: shapes }: KnownKeys): FindKeys {
  const readings = readingsOf(keyFormat)
  const findAll = ownKeyFinder(keyFormat)
  const imported = shapes.map(shape => ({ shape, find: spanFinder(shape) }))
  return function findKeys(text) {
    const keys = new Set<string>()
    for (const reading of readings(text)) {
      for (const key of findAll(reading)) keys.add(key)
      for (const { find } of imported) for (const [from, to] of find(reading)) keys.add(reading.slice(from, to))
    }
    for (const { shape } of imported) if (shape.test(text)) keys.add(text)
    return keys
  }
}

/** Finds keys in keyward's format that a text contains verbatim. */
function ownKeyFinder(format: KeyFormat) {
  const isWellFormed = formatTest(format)
  const pattern = new RegExp(keyPattern(format), 'g')
  return function findAll(text: string) {
    const keys: string[] = []
    pattern.lastIndex = 0
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      if (isWellFormed(match[0])) keys.push(match[0])
      // A key can begin within a match: within a truncated key, or because a prefix can be the end of another.
      pattern.lastIndex = match.index + 1
    }
    return keys
  }
}
