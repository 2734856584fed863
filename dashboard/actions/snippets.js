/**
 * A request in several languages. The key is read from the environment, or from a hidden prompt, so that it does not end
 * up in a source file or in the shell's history.
 * @param {string} url
 * @returns {Record<string, string>} by language
 */
export const snippets = url => ({
  curl: `read -rs API_KEY && curl -H "Authorization: Bearer $API_KEY" ${url}`,
  Node: `const headers = { Authorization: \`Bearer \${process.env.API_KEY}\` }
const response = await fetch('${url}', { headers })
console.log(response.status, await response.json())`,
  Python: `import os, urllib.request
headers = {"Authorization": f"Bearer {os.environ['API_KEY']}"}
request = urllib.request.Request("${url}", headers=headers)
print(urllib.request.urlopen(request).read().decode())`,
  Go: `request, _ := http.NewRequest("GET", "${url}", nil)
request.Header.Set("Authorization", "Bearer "+os.Getenv("API_KEY"))
response, err := http.DefaultClient.Do(request)`,
})

/** How to run a snippet, where that takes more than the environment variable. @type {Record<string, string>} */
export const HINTS = {
  curl: 'It waits for the key: paste it and press Enter. Your shell’s history does not get it.',
}

/** The line of an environment file. @param {string} key */
export const envLine = key => `API_KEY=${key}`
