/**
 * Who may import whom. Type-only imports are named as exceptions: the tool can't tell them apart under TypeScript 7 yet.
 * That activity-proxies.ts takes only a type is proven by the workflow bundle, which refuses Node's own modules.
 */
const rule = (name, from, to) => ({ name, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    rule(
      'workflows-are-deterministic',
      { path: '^workflows/' },
      {
        path: '.',
        pathNot: [
          '^workflows/',
          '^src/(contract|handoffs)/',
          '@temporalio/(workflow|common)',
          '^activities/index\\.ts$',
        ],
      },
    ),
    rule('workflows-take-no-schemas', { path: '^workflows/' }, { path: '\\.schema\\.ts$' }),
    rule(
      'workflows-know-activities-as-types',
      { path: '^workflows/', pathNot: '^workflows/activity-proxies\\.ts$' },
      { path: '^activities/' },
    ),
    rule(
      'activities-stay-off-api-and-temporal',
      { path: '^activities/', pathNot: '^activities/activity-deps\\.ts$' },
      { path: '^(src/(api|temporal|bin|realtime)|workflows)/' },
    ),
    rule(
      'mail-stays-in-its-folder',
      { path: '^(src|activities)/', pathNot: '^src/(mail|sandbox)/' },
      { path: 'nodemailer' },
    ),
    rule('slack-stays-in-its-channel', { pathNot: '^(src/channels/slack|src/sandbox|test)/' }, { path: '@slack/' }),
    rule(
      'only-stores-know-the-database',
      {
        path: '^(src|activities|workflows)/',
        pathNot: [
          '^src/db/',
          '^src/(conversations|contact|accounts|settings)/.*-(store|reader|profiles|workspace)\\.ts$',
          '\\.test\\.ts$',
          '^src/(reconcile|embedded)/',
          '^src/delivery/',
          '^src/realtime/presence',
          '^src/api/(origins|metrics-reader|routes/monitoring)',
        ],
      },
      { path: 'node_modules/(kysely|pg)/' },
    ),
    rule(
      'only-temporal-connects',
      { path: '^(src|activities|web)/', pathNot: '^src/temporal/' },
      { path: '@temporalio/(client|worker|envconfig)' },
    ),
    rule(
      'api-never-loads-the-worker',
      { path: '^src/(api|realtime)/|^src/bin/api|^src/context' },
      { path: '^src/temporal/worker', reachable: true },
    ),
    rule(
      'only-start-embeds',
      { path: '^(src|activities|workflows)/', pathNot: ['^src/bin/start\\.ts$', '^src/(embedded|sandbox)/'] },
      { path: '^src/(embedded|sandbox)/' },
    ),
    rule(
      'sandbox-stands-alone',
      { path: '^src/sandbox/' },
      { path: '^(src|activities|workflows)/', pathNot: '^src/sandbox/' },
    ),
    rule(
      'pure-stays-pure',
      { path: '^src/(contract|handoffs|availability)/', pathNot: '\\.test\\.ts$' },
      {
        path: '.',
        pathNot: [
          '^src/(contract|handoffs|availability)/',
          'node_modules/(zod|temporal-polyfill|date-holidays)/',
          '^module$',
        ],
      },
    ),
    rule(
      'only-holidays-loads-lists',
      { path: '^(src|activities|workflows|web)/', pathNot: '^src/availability/holidays\\.ts$' },
      { path: 'node_modules/date-holidays/' },
    ),
    rule(
      'pages-know-the-contract-alone',
      { path: '^web/' },
      { path: '^(src|activities|workflows)/', pathNot: ['^src/contract/', '^src/assistant/demo-shop\\.ts$'] },
    ),
    rule('nobody-imports-bin', { pathNot: '^src/bin/' }, { path: '^src/bin/' }),
    rule(
      'nobody-imports-test',
      { path: '^(src|activities|workflows|web)/', pathNot: '\\.test\\.tsx?$' },
      { path: '^test/' },
    ),
  ],
  options: {
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
