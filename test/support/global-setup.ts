import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { findBinary } from '../../src/embedded/binaries.ts';
import { startPostgres } from '../../src/embedded/postgres.ts';
import { startTemporal } from '../../src/embedded/temporal-server.ts';
import { buildWeb } from '../../web/build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    temporalAddress: string;
    temporalUi: string;
    testServerPath: string;
    bundlePath: string;
    webDir: string;
  }
}

/** One Postgres with a migrated template, one Temporal server, one workflow bundle and one build of the pages for all files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const box = await mkdtemp(join(tmpdir(), 'handoff-test-'));
  // Postgres runs as another user when the tests run as root.
  await chmod(box, 0o755);
  const [postgres, temporal, testServer] = await Promise.all([
    startPostgres({ dataDir: join(box, 'postgres'), logFile: join(box, 'postgres.log') }),
    startTemporal({ logFile: join(box, 'temporal.log') }),
    findBinary('temporal-test-server'),
  ]);
  const templateUrl = postgres.url.replace(/\/[^/]*$/, '/template_handoff');
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query('create database template_handoff');
  await admin.end();
  const db = openDatabase(templateUrl, () => undefined, 1);
  await migrate(db);
  await db.destroy();

  const { code } = await bundleWorkflowCode({
    workflowsPath: new URL('../../workflows/index.ts', import.meta.url).pathname,
    logger: new DefaultLogger('ERROR'),
  });
  const bundlePath = join(box, 'workflows.js');
  await writeFile(bundlePath, code);
  const webDir = join(box, 'web');
  await buildWeb(webDir);

  project.provide('postgresUrl', postgres.url);
  project.provide('temporalAddress', temporal.address);
  project.provide('temporalUi', temporal.uiUrl);
  project.provide('testServerPath', testServer);
  project.provide('bundlePath', bundlePath);
  project.provide('webDir', webDir);
  return async () => {
    await temporal.stop();
    await postgres.stop();
    await rm(box, { recursive: true, force: true });
  };
}
