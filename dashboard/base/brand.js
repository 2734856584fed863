/** The name that texts use. The server replaces it in the files that it sends if the deployment has its own. */
export const brand = { name: 'keyward' }
