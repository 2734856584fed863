import { ROOT } from '../../kit/process.ts'
import { nodeOptions } from '../../kit/service.ts'

type Mutation = readonly [file: string, from: string, to: string]

/** Instances with defects. */
export const broken =
  (...mutations: Mutation[]) =>
  () => ({
    NODE_OPTIONS: nodeOptions(`--import=${ROOT}test/long/faults/mutate.ts`),
    // No coverage: lines of the changed text would be attributed to the original.
    _TAPJS_PROCESSINFO_COVERAGE_: '0',
    MUTATIONS: JSON.stringify(mutations.map(([file, from, to]) => ({ file, from, to }))),
  })

export const NOT_DURABLE: Mutation = ['db/keys/revoke.ts', "in ('off', 'local')", "= 'never'"]

const AUTHORIZE = 'authorize(use: Use): Promise<Decision> {'
export const CACHE: Mutation = [
  'enforcement/authorizer.ts',
  AUTHORIZE,
  `#cache = new Map<string, Promise<Decision>>()
  authorize(use: Use): Promise<Decision> {
    const cached = this.#cache.get(use.digest) ?? this.ask(use)
    this.#cache.set(use.digest, cached)
    setTimeout(() => this.#cache.delete(use.digest), 1_000).unref()
    return cached
  }
  ask(use: Use): Promise<Decision> {`,
]

/** A log that is written later, like pino's own. */
export const LATE_LOG: Mutation = [
  'http/log.ts',
  'async record(lines: readonly string[]) {',
  `async record(lines: readonly string[]) {
    setTimeout(() => this.write(lines.join('')), 1_000)
    return`,
]
/** The previous rule: a retiring key does not count, even after its successor has stopped working. */
export const OTHER_COUNT: Mutation = [
  'db/keys/limit.ts',
  'and not exists (select from',
  'and k.replaced_by is null or false and not exists (select from',
]
export const MORE_EVENTS: Mutation = ['db/history/record.ts', '::text from', '::text from generate_series(1, 4),']
/** Each use leaves a file open and keeps half a megabyte. */
export const LEAKS: Mutation = [
  'enforcement/authorizer.ts',
  AUTHORIZE,
  `${AUTHORIZE}
    process.getBuiltinModule('node:fs').openSync('/dev/null')
    Object.assign(globalThis, { kept: [globalThis.kept, Buffer.alloc(524_288, 1)] })`,
]
