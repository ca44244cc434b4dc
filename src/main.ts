#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runConsole } from './adapters/console/console.ts';
import { createBot } from './bot/bot.ts';
import { ConfigError, loadCatalog, openYamlCache } from './catalog/index.ts';
import { packageFolder, readConfig, type Config } from './config.ts';
import { createExplainer } from './explain/index.ts';
import { createMemoryStore } from './store/memory.ts';

const version = (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }).version;

try {
  process.exitCode = await start(readConfig(process.env, version), process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

/** The console where it was asked for anything; else what tokens are there for. */
async function start(config: Config, argv: readonly string[]): Promise<number> {
  const catalog = loadCatalog(config.catalogFolder, config.CATALOG_OVERLAY, openYamlCache(config.catalogCache));
  for (const warning of catalog.warnings) process.stderr.write(`${warning}\n`);
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
