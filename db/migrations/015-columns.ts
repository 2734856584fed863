import { type Kysely, sql } from 'kysely'

/**
 * Columns only: nothing reads them before the deciding function of the next migration, and instances of earlier
 * releases neither read nor write them. Adding a column with a constant default rewrites no table.
 *
 * NOT VALID: the tables may be large, and no row has a value that a check could reject.
 */
export async function up(db: Kysely<unknown>) {
  // In the order in which the deciding functions use them, so that none of their statements waits in a circle.
  await sql`lock table api_keys, accounts in access exclusive mode`.execute(db)
  await sql`
    alter table api_keys
      -- What the key begins with; without meaning for an imported key, which has its own.
      add column key_prefix text not null default 'sk_live_',
      add column metadata jsonb,
      add column paused_at timestamptz,
      add constraint api_keys_key_prefix_check check (key_prefix ~ '^[A-Za-z0-9_]{1,20}$') not valid,
      add constraint api_keys_metadata_check check (
        jsonb_typeof(metadata) = 'object' and octet_length(metadata::text) <= 4096) not valid`.execute(db)
  await sql`
    alter table accounts
      -- The account's ID outside keyward, where it is not a UUID.
      add column external_id text unique,
      add column label text,
      add column metadata jsonb,
      add column suspended_at timestamptz,
      add constraint accounts_external_id_check check (external_id ~ '^[A-Za-z0-9._:@|+=~-]{1,100}$') not valid,
      add constraint accounts_label_check check (char_length(label) between 1 and 200) not valid,
      add constraint accounts_metadata_check check (
        jsonb_typeof(metadata) = 'object' and octet_length(metadata::text) <= 4096) not valid`.execute(db)
}
