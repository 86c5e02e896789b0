FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node web/build.ts /app/dist && rm -rf src/embedded src/sandbox src/bin/start.ts dist/sandbox && npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production WEB_DIR=/app/dist
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/package.json ./
COPY --from=build /app/src src
COPY --from=build /app/workflows workflows
COPY --from=build /app/activities activities
COPY --from=build /app/dist dist
USER node
CMD ["node", "src/bin/api.ts"]
