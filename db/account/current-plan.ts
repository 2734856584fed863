import { sql } from 'kysely'

/** The name of an account's plan when the statement began: a plan that has ended is the one that followed. */
export const currentPlan = (account: 'accounts' | 'c') =>
  sql<string>`case when ${sql.ref(`${account}.tier_until`)} <= statement_timestamp()
    then ${sql.ref(`${account}.tier_after`)} else ${sql.ref(`${account}.tier`)} end`
