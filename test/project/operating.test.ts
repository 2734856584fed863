import t from 'tap'
import { jobsOf } from '../../jobs/list.ts'
import { PAUSE, RESTRICTED, REVOKED, SUSPENSION } from '../../schemas/recorded-line.ts'
import { build } from '../kit/app.ts'
import { read, tracked } from './files.ts'

const sectionOf = (heading: string) =>
  read('docs/operating.md')
    .split(/^## /m)
    .find(text => text.startsWith(`${heading}\n`)) ?? ''

/** The cells of a section's first table in docs/operating.md, without its head. */
function rowsBelow(heading: string): string[][] {
  const [, body = ''] = sectionOf(heading).split(/^\|---.*$/m)
  const rows = body.match(/^\| .*$/gm) ?? []
  return rows.map(row => row.split(' | ').map(cell => cell.replace(/^\| | \|$/g, '')))
}

/** The names in backticks, without label values in parentheses or after a colon. */
const namesIn = (cell: string) =>
  [...cell.replace(/ \([^)]*\)|:.*/g, '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

t.test('the table of metrics has every metric of keyward, with its labels', async t => {
  const app = await build(t)
  const metrics = app.metrics.registry.getMetricsAsArray() as unknown as { name: string; labelNames?: string[] }[]
  const own = metrics.filter(({ name }) => name.startsWith('keyward_'))
  const documented = rowsBelow('Read the metrics').filter(([name]) => name?.startsWith('`keyward_'))
  t.ok(own.length > 15)
  t.same(documented.map(([name = '']) => namesIn(name)[0]).sort(), own.map(({ name }) => name).sort())
  for (const { name, labelNames } of own) {
    const [, labels = ''] = documented.find(([cell]) => cell === `\`${name}\``) ?? []
    if (labelNames) t.same(namesIn(labels).sort(), [...labelNames].sort(), name)
  }
})

const LEVELS = { info: 30, warn: 40, error: 50, fatal: 60 } as const
type Line = readonly [message: string, level: number]

/** Lines whose message is not written where they are logged, or that do not go through the logger. */
const OTHERS: Line[] = [
  ['internal_error', LEVELS.error],
  ['service_unavailable', LEVELS.warn],
  ['too many connections', LEVELS.warn],
  ['cannot accept a connection', LEVELS.warn],
  [REVOKED, LEVELS.info],
  [RESTRICTED, LEVELS.info],
  [SUSPENSION, LEVELS.info],
  [PAUSE, LEVELS.info],
  ['keyward listens on …', LEVELS.info],
  ['Server listening at …', LEVELS.info],
]
/** The calls of the logger that write the first four, and the failures of jobs. */
const INDIRECT = ['error.code', 'error.code', 'failure', 'message']

const sources = tracked.filter(
  path => path.endsWith('.ts') && !/^(?:test|bench|cli|client|dashboard|gateway)\//.test(path),
)

t.test('the table of log lines has every line that the service writes, with its level', async t => {
  const calls = sources.flatMap(path => {
    const text = read(path)
    const found = [...text.matchAll(/\blog\.(info|warn|error|fatal)\(((?:[^()]|\([^()]*\))*)\)/g)]
    t.equal(found.length, text.match(/\blog\.(?:info|warn|error|fatal)\(/g)?.length ?? 0, path)
    return found.map(([, method, args = '']) => ({ level: LEVELS[method as keyof typeof LEVELS], last: lastOf(args) }))
  })
  const isText = ({ last }: { last: string }) => /^['`]/.test(last)
  t.same(
    calls
      .filter(call => !isText(call))
      .map(({ last }) => last)
      .sort(),
    INDIRECT,
  )
  const written = calls.filter(isText).map(({ last, level }): Line => [textOf(last), level])
  const jobs = jobsOf({} as Parameters<typeof jobsOf>[0]).map(({ failure }): Line => [failure, LEVELS.warn])
  const lines = new Set([...written, ...jobs, ...OTHERS].map(line => line.join(' at ')))
  const documented = rowsBelow('Read the log').map(
    ([message = '', level]) => `${textOf(message)} at ${parseInt(level ?? '', 10)}`,
  )
  t.same(documented.sort(), [...lines].sort())
})

/** The last argument of a call. */
const lastOf = (args: string) => /(?:'[^']*'|`[^`]*`|[\w.]+)(?=,?\s*$)/.exec(args)?.[0] ?? ''

/** A literal without its quotes; what is filled in is an ellipsis. */
const textOf = (literal: string) => literal.slice(1, -1).replaceAll(/\$\{[^}]*\}/g, '…')

const reasonsIn = (type: string) => {
  const union =
    new RegExp(`^export type ${type} =([^\\n]*(?:\\n {2}.*)*)`, 'm').exec(read('auth/rejection.ts'))?.[1] ?? ''
  return [...union.matchAll(/'(\w+)'/g)].map(([, reason = '']) => reason)
}

t.test('every reason for rejecting a key is explained', async t => {
  const reasons = reasonsIn('KeyRejection')
  t.ok(reasons.length > 4)
  const [, rows = ''] = sectionOf('401 for a good key').split('| `rejection` |')
  for (const reason of reasons) t.match(rows, new RegExp(`^\\| [^|]*\`${reason}\``, 'm'))
})

t.test('every reason for rejecting a session is explained', async t => {
  const reasons = reasonsIn('Rejection')
  t.ok(reasons.length > 5)
  const explained = rowsBelow('401 for a signed-in person').flatMap(([cell = '']) => namesIn(cell))
  t.same([...explained, 'assurance'].sort(), reasons.sort(), 'assurance has its own error')
})
