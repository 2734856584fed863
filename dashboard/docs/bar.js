// The bar above Swagger UI, with a link to the page and the signed-in account.

// Swagger UI turns its dark colors on from its own top bar, which this page replaces.
document.documentElement.classList.toggle('dark-mode', matchMedia('(prefers-color-scheme: dark)').matches)

/** The server replaces it if the deployment has its own name. */
const NAME = 'keyward'

const bar = document.createElement('header')
bar.className = 'keyward-bar'

const home = document.createElement('a')
home.href = '/'

const icon = document.createElement('img')
icon.src = '/dashboard/icon.svg'
icon.alt = ''
home.append(icon, NAME)

const state = document.createElement('span')
state.setAttribute('role', 'status')

bar.append(home, state)
document.body.prepend(bar)

async function showSession() {
  const reply = await fetch('/api/v1/session')
  const body = await reply.json()
  if (reply.ok) state.textContent = `Signed in: ${body.tier} account ${body.account_id}`
  else if (reply.status === 401) state.textContent = 'Not signed in. Operations that need a session return 401.'
  else state.textContent = body.error.message
}

showSession().catch(() => {
  state.textContent = `${NAME} is not responding`
})
