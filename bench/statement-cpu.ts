import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { OPTIONS } from '../db/connection/settings.ts'
import { median } from './cpu-per-request.ts'
import { onServer } from './databases.ts'
import { openUnlimited, seed } from './seed.ts'

/**
 * The CPU time of PostgreSQL per authorize statement, compared with the functions of earlier releases: DATABASE_URL must
 * name a server of this machine, because it is read from /proc. The functions alternate after every few statements, so
 * that other programs disturb all of them alike.
 *
 * node bench/statement-cpu.ts [--rounds 30] [--groups 1,10,100] [--limited: keys with limits]
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '30' },
    groups: { type: 'string', default: '1,10,100' },
    limited: { type: 'boolean', default: false },
  },
})
const ACCOUNTS = 20_000
const KEYS = 100_000
const MICROSECONDS_PER_ROUND = 50_000

/** The function of each release, its arguments and the migration that has its text. */
const FUNCTIONS = {
  decide_uses: {
    text: `$1::text[], $2::int[], $3::text[], $3::text[], '{pro}', '{1000000000}', '{1000000000}'`,
    migration: '011-lives-authorize',
    knowsKeyLimits: false,
  },
  decide_by_plan: {
    text: '$1::text[], $2::int[], $2::int[], $3::text[], $3::text[]',
    migration: '014-plans-authorize',
    knowsKeyLimits: true,
  },
  decide_by_terms: {
    text: '$1::text[], $2::int[], $2::int[], $3::text[], $3::text[], $4::boolean[]',
    migration: '',
    knowsKeyLimits: true,
  },
} as const

const { DATABASE_URL } = process.env
if (!DATABASE_URL) throw new Error('set DATABASE_URL to a PostgreSQL server of this machine')
const url = new URL(DATABASE_URL)
url.pathname = '/keyward_bench_statement'
await onServer(DATABASE_URL, 'drop database if exists keyward_bench_statement with (force)')
await onServer(DATABASE_URL, 'create database keyward_bench_statement')
const owner = await openUnlimited(url.href)
await seed(owner, { accounts: ACCOUNTS, keys: KEYS, out: '/dev/null' })
await owner.destroy()

const main = await connection()
await main.query('update plans set minute_limit = 1000000000, day_limit = 1000000000')
for (const [name, { migration }] of Object.entries(FUNCTIONS)) if (migration) await reopen(name, migration)
if (values.limited)
  await main.query(`update api_keys set limited = true;
    insert into key_windows (key_id, minute_limit) select id, 1000000000 from api_keys`)
await main.query('vacuum analyze')
const { rows } = await main.query<{ digest: string }>(
  `select encode(digest, 'hex') as digest from api_keys order by digest`,
)
await main.end()
for (const groups of values.groups.split(',').map(Number)) await compare(groups)

/** Each function has its own connection, which keeps its plan. */
async function compare(groups: number) {
  const compared = Object.entries(FUNCTIONS).filter(([, { knowsKeyLimits }]) => knowsKeyLimits || !values.limited)
  const functions = await Promise.all(
    compared.map(async ([name, { text }]) => ({ name, text, client: await connection(), spent: [] as number[] })),
  )
  const statements = Math.ceil(MICROSECONDS_PER_ROUND / (150 + 20 * groups))
  for (let round = 0; round <= Number(values.rounds); round++)
    for (const one of round % 2 ? functions : functions.toReversed()) {
      const spent = await measure(one, groups, statements)
      if (round > 0) one.spent.push(spent) // the first is for warming up
    }
  const [first] = functions
  for (const { name, spent, client } of functions) {
    await client.end()
    const ratios = spent.map((each, round) => each / Number(first?.spent[round])).sort((a, b) => a - b)
    const own = median(spent.toSorted((a, b) => a - b))
    process.stdout.write(
      `${groups} groups, ${name}: ${own.toFixed(0)} µs, ${median(ratios).toFixed(2)} times ${first?.name}\n`,
    )
  }
}

/** @returns microseconds per statement */
async function measure(
  { name, text, client }: { name: string; text: string; client: pg.Client },
  groups: number,
  statements: number,
) {
  const pid = Number((await client.query('select pg_backend_pid() as pid')).rows[0].pid)
  const before = await cpuOf(pid)
  for (let at = 0; at < statements; at++) {
    const digests = Array.from({ length: groups }, (_, group) => rows[(at * groups + group) % rows.length]?.digest)
    await client.query({
      name: `${name} ${groups}`,
      text: `select * from public.${name}(${text}) order by entry`,
      values: [
        digests,
        digests.map(() => 1),
        digests.map(() => null),
        ...(text.includes('$4') ? [digests.map(() => false)] : []),
      ],
    })
  }
  return ((await cpuOf(pid)) - before) / statements
}

/** Microseconds on a CPU: the first field of /proc/[pid]/schedstat, in nanoseconds. */
async function cpuOf(pid: number) {
  return Number((await readFile(`/proc/${pid}/schedstat`, 'utf8')).split(' ')[0]) / 1000
}

async function connection() {
  const client = new pg.Client({ connectionString: url.href, options: OPTIONS })
  await client.connect()
  return client
}

/** A new database has closed the functions of earlier releases: replaces one by the text of its migration. */
async function reopen(name: string, migration: string) {
  const source = await readFile(new URL(`../db/migrations/${migration}.ts`, import.meta.url), 'utf8')
  for (const text of source.matchAll(/^create function (\w+)\([^`]*/gm))
    if (text[1] === name || text[1] === 'admit_in_order') {
      await main.query(`drop function if exists ${text[1]}`)
      await main.query(text[0])
    }
}
