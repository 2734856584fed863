/**
 * The server's settings that a statement of keyward relies on, set on every connection so that the defaults of the
 * role and of the database have no effect: the role of the instances may change its own.
 */
export const SETTINGS: Readonly<Record<string, string>> = {
  // Temporary tables come last: otherwise one with the name of a table of keyward's hides it. pg_catalog comes first
  // without being named.
  search_path: 'public, pg_temp',
  // Under REPEATABLE READ, concurrent counting fails with 40001.
  default_transaction_isolation: 'read committed',
  // A commit that no standby has confirmed is reported by a warning (primary.ts).
  client_min_messages: 'warning',
  // How values are written: pg parses dates in this style only, and arguments contain arrays with null.
  DateStyle: 'ISO, MDY',
  extra_float_digits: '1',
  array_nulls: 'on',
}

/** The same as a startup option. A later option wins over an earlier one, and over every default. */
export const OPTIONS = Object.entries(SETTINGS)
  .map(([name, value]) => `-c ${name}=${value.replaceAll(/[\\ ]/g, '\\$&')}`)
  .join(' ')
