/**
 * The server's settings that keyward's statements rely on. They are set on every connection, because the role of the
 * instances can change its own defaults.
 */
export const SETTINGS: Readonly<Record<string, string>> = {
  // Temporary tables come last: otherwise a temporary table could hide one of keyward's. pg_catalog is implicitly
  // first.
  search_path: 'public, pg_temp',
  // Under REPEATABLE READ, concurrent counting fails with 40001.
  default_transaction_isolation: 'read committed',
  // A commit that no standby has confirmed causes a warning (primary.ts).
  client_min_messages: 'warning',
  // The format of values: pg only parses dates in this style, and arguments contain arrays with null.
  DateStyle: 'ISO, MDY',
  extra_float_digits: '1',
  array_nulls: 'on',
}

/** The same settings as startup options. A later option overrides an earlier one and every default. */
export const OPTIONS = Object.entries(SETTINGS)
  .map(([name, value]) => `-c ${name}=${value.replaceAll(/[\\ ]/g, '\\$&')}`)
  .join(' ')
