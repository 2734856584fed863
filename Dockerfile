# keyward on Node 24, which runs the TypeScript files as they are: there is nothing to build.
# The version is that of .nvmrc.
FROM node:24.21.0-bookworm-slim

ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app

# The optional packages only bring a Node 24 to machines that have none.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

# Only used when there is no DATABASE_URL.
RUN mkdir /data && chown node:node /data

COPY . .
# By number, because Kubernetes' runAsNonRoot cannot look a name up: the image's user `node`.
USER 1000:1000
EXPOSE 3000

# Asks whether the process answers, not whether the database does: a restart mends only the former.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

# Some 45 MB are alive; without a bound the heap grows to what it never needs before anything is collected.
CMD ["node", "--max-semi-space-size=16", "--max-old-space-size=256", "server.ts"]
