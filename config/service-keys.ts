import type { KeyFormat } from './key-format.ts'

/** The account of all service keys. It is reserved: no session, link, import or path can name it. */
export const SERVICES_ACCOUNT = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * The format of service keys, whatever KEY_PREFIXES says. The prefix separates them from all other keys without a query,
 * and makes instances of releases without service keys reject them.
 */
export const SERVICE_KEY_FORMAT: KeyFormat = { prefixes: ['keyward_'] }

/** Keys of either kind, to find and mask them in texts. */
export const withServiceKeys = ({ prefixes }: KeyFormat): KeyFormat => ({
  prefixes: [...prefixes, ...SERVICE_KEY_FORMAT.prefixes],
})
