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
  const isWellFormed = formatTest(keyFormat)
  const readings = readingsOf(keyFormat)
  // Matches cannot overlap, because the underscores fix where a key begins.
  const pattern = new RegExp(keyPattern(keyFormat), 'g')
  const imported = shapes.map(shape => ({ shape, find: spanFinder(shape) }))
  return function findKeys(text) {
    const keys = new Set<string>()
    for (const reading of readings(text)) {
      for (const [key] of reading.matchAll(pattern)) if (isWellFormed(key)) keys.add(key)
      for (const { find } of imported) for (const [from, to] of find(reading)) keys.add(reading.slice(from, to))
    }
    for (const { shape } of imported) if (shape.test(text)) keys.add(text)
    return keys
  }
}
