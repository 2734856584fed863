const { pathname, hash } = location

/**
 * The code of the link that opened this page. It is taken from the address before anything else happens, so that neither
 * the browser's history nor anything that the page does later contains it.
 * @type {string | undefined}
 */
export const code = pathname === '/enter' ? hash.slice(1) : undefined

if (code !== undefined) history.replaceState(null, '', '/')
