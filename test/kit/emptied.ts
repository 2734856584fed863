import type { PGlite } from '@electric-sql/pglite'

/**
 * The schema, and the statements that delete every row but those that migrations insert. Triggers that keep everyone
 * else from deleting are disabled meanwhile.
 */
const STATE = `
  select md5(string_agg(part, ',' order by part)) as schema, (
    select string_agg(
      format(
        'alter table %1$s disable trigger all; delete from %1$s; alter table %1$s enable trigger all',
        oid::regclass
      ), ';'
    )
    from pg_class where relnamespace = 'public'::regnamespace
      and relkind = 'r' and relname not in ('keyward_migration', 'keyward_migration_lock', 'upgrades', 'plans',
        'key_prefixes')
  ) as deletions, (
    select string_agg(format('alter table %s enable always trigger %I', tgrelid::regclass, tgname), ';')
    from pg_trigger where tgenabled = 'A'
  ) as triggers
  from (
    select row(relname, relkind, relacl, reloptions)::text from pg_class where relnamespace = 'public'::regnamespace
    union all select a::text from pg_attribute a join pg_class c on c.oid = attrelid
      where relnamespace = 'public'::regnamespace
    union all select d::text from pg_attrdef d
    union all select p::text from pg_proc p where pronamespace = 'public'::regnamespace
    union all select c::text from pg_constraint c where connamespace = 'public'::regnamespace
    union all select t::text from pg_trigger t where not tgisinternal
    union all select m::text from keyward_migration m
    union all select u::text from upgrades u
    union all select p::text from plans p
    union all select p::text from key_prefixes p
  ) parts (part)`

async function stateOf(pglite: PGlite) {
  const { rows } = await pglite.query<{ schema: string; deletions: string; triggers: string }>(STATE)
  return rows[0]
}

const migrated = new WeakMap<PGlite, string | undefined>()

/** Remembers the schema of a database that has just been migrated. */
export async function rememberSchema(pglite: PGlite) {
  migrated.set(pglite, (await stateOf(pglite))?.schema)
}

/**
 * Removes every row of a database that a test has used, unless the test changed the schema: to make that again takes
 * forty times as long. Truncating would create a file for every table and index, which takes ten times as long.
 * @returns whether the database is as it was after its migration
 */
export async function emptied(pglite: PGlite): Promise<boolean> {
  for (const statement of ['rollback', 'discard all']) await pglite.exec(statement)
  const state = await stateOf(pglite).catch(() => undefined)
  if (state === undefined || state.schema !== migrated.get(pglite)) return false
  await pglite.exec(`begin; ${state.deletions}; ${state.triggers}; commit`)
  return true
}
