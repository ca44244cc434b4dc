#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runConsole } from './adapters/console/console.ts';
import { createBot } from './bot/bot.ts';
import { PlatformError } from './bot/errors.ts';
import { ConfigError, loadCatalog, type Catalog } from './catalog/index.ts';
import { hasTokens, packageFolder, readConfig, type Config } from './config.ts';
import { createExplainer } from './explain/index.ts';
import { createMemoryStore } from './store/memory.ts';

const version = (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }).version;
const TAKE_OVER = '--take-over';

try {
  process.exitCode = await start(readConfig(process.env, version), process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof PlatformError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}

/** The console where it was asked for anything; else what tokens are there for. */
async function start(config: Config, argv: readonly string[]): Promise<number> {
  const catalog = loadCatalog(config.catalogFolder, config.CATALOG_OVERLAY);
  for (const warning of catalog.warnings) process.stderr.write(`${warning}\n`);
  const asService = hasTokens(config) && config.script !== 'sip' && argv.every((argument) => argument === TAKE_OVER);
  return asService ? serve(config, catalog, argv.includes(TAKE_OVER)) : ask(config, catalog, argv);
}

/** Runs until SIGTERM or SIGINT; the exit status. */
async function serve(config: Config, catalog: Catalog, takeOver: boolean): Promise<number> {
  // The console needs neither telegraf nor bolt: half a second of every start.
  const { startService } = await import('./service.ts');
  const service = await startService(config, catalog, takeOver);
  const signal = new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  try {
    await Promise.race([signal, service.ended]);
  } finally {
    await service.stop();
  }
  return 0;
}

async function ask(config: Config, catalog: Catalog, argv: readonly string[]): Promise<number> {
  const bot = createBot({
    explainer: createExplainer(catalog),
    store: createMemoryStore(),
    defaultLanguage: config.DEFAULT_LANGUAGE,
    ...(config.DEFAULT_PRODUCT !== undefined && { defaultProduct: config.DEFAULT_PRODUCT }),
  });
  return runConsole(bot, catalog, {
    argv,
    folder: config.callerFolder,
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    version: config.version,
    defaultLanguage: config.DEFAULT_LANGUAGE,
    mayRead: config.script !== 'start',
  });
}
