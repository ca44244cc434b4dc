import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { config as readDotenv } from 'dotenv';
import { z } from 'zod';
import { ConfigError } from './catalog/index.ts';

const text = z.string().trim().min(1);
const loopbackOrHttps = z.url({ protocol: /^https?$/ });

/** Every variable that is read, in the order of .env.example. */
export const environmentSchema = z.object({
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{20,}$/, 'the token from BotFather, e.g. 123456:ABC...')
    .optional(),
  TELEGRAM_API_ROOT: loopbackOrHttps.optional(),
  TELEGRAM_WEBHOOK_URL: loopbackOrHttps.optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, '1 to 256 characters of A-Z a-z 0-9 _ -')
    .optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'the bot token, which begins with xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'the app-level token, which begins with xapp-').optional(),
  SLACK_SIGNING_SECRET: text.optional(),
  SLACK_API_URL: loopbackOrHttps.optional(),
  SLACK_COMMAND: z
    .string()
    .regex(/^\/[a-z0-9_-]{1,31}$/, 'a slash and up to 31 small letters, digits, _ or -')
    .default('/sip'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DEFAULT_LANGUAGE: text.default('en'),
  DEFAULT_PRODUCT: text.optional(),
  CATALOG_OVERLAY: text.optional(),
  STORE_PATH: text.default('data/sipwhy.db'),
  STORE_KEY: z.string().min(32, 'at least 32 characters').optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ALLOWED_TEAMS: text.optional(),
  ALLOWED_CHATS: text.optional(),
});

export type Environment = z.infer<typeof environmentSchema>;

/** What the process was told by its environment. Everything below gets values, never the environment. */
export interface Config extends Environment {
  /** The folder of the catalog. */
  readonly catalogFolder: string;
  /** Where relative file arguments start: npm changes the working folder, `INIT_CWD` keeps the caller's. */
  readonly callerFolder: string;
  /** The npm script that started the process, if any. */
  readonly script: string | undefined;
  readonly version: string;
}

/** The package's own folder, from `src/`, `dist/` and any other build alike. */
export const packageFolder = findPackage(dirname(fileURLToPath(import.meta.url)));

function findPackage(folder: string): string {
  return existsSync(join(folder, 'package.json')) || dirname(folder) === folder ? folder : findPackage(dirname(folder));
}

/**
 * Reads `.env` of the working folder, then the environment. An empty variable counts as unset.
 * @throws ConfigError naming every wrong variable and what it should be.
 */
export function readConfig(environment: NodeJS.ProcessEnv, version: string): Config {
  if (existsSync('.env')) readDotenv({ quiet: true, processEnv: environment });
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(
      (issue) =>
        `${issue.path.join('.')}: unexpected value, expected ${issue.message.replace(/^Invalid (input|URL|option): ?/, '').replace(/^expected /, '')}`,
    );
    throw new ConfigError(wrong.join('\n'));
  }
  return {
    ...parsed.data,
    catalogFolder: join(packageFolder, 'catalog'),
    callerFolder: environment['INIT_CWD'] ?? process.cwd(),
    script: environment['npm_lifecycle_event'],
    version,
  };
}

/** Whether the environment names a chat platform. */
export const hasTokens = (config: Config): boolean =>
  config.TELEGRAM_BOT_TOKEN !== undefined || config.SLACK_BOT_TOKEN !== undefined;
