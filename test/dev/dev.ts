import { createInterface } from 'node:readline';
import { startDevStage, type DevStage, type Received } from './stage.ts';

/**
 * `npm run dev`: both platforms on loopback and the bot between them, to talk to it as either, no token needed.
 * `npm run dev -- --show [words]`: one question on both platforms in both languages, and the payloads as the servers received them.
 */
const DEFAULT_QUESTION = '403 Wrong Guess';
const HELP =
  'Words are a message. :slack :telegram changes the platform, :ru :en the person, :raw shows payloads, a number presses a button, an empty line ends.\n';

const argv = process.argv.slice(2);
const stage = await startDevStage();
if (argv.includes('--show')) await show(stage, argv.filter((word) => word !== '--show').join(' ') || DEFAULT_QUESTION);
else await talk(stage);
await stage.stop();

async function show(dev: DevStage, words: string): Promise<void> {
  for (const platform of ['slack', 'telegram'] as const) {
    for (const language of ['en', 'ru']) {
      const received = await dev.ask(platform, `/sip ${words}`, language);
      process.stdout.write(
        `\n--- ${platform} ${language}: ${received.method}\n${JSON.stringify(received.payload, null, 2)}\n`,
      );
    }
  }
}

async function talk(dev: DevStage): Promise<void> {
  let platform: Received['platform'] = 'telegram';
  let language = 'en';
  let raw = false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  process.stdout.write(`${HELP}telegram> `);
  for await (const line of terminal) {
    const words = line.trim();
    if (words === '') break;
    if (words === ':slack' || words === ':telegram') platform = words === ':slack' ? 'slack' : 'telegram';
    else if (words === ':ru' || words === ':en') language = words.slice(1);
    else if (words === ':raw') raw = !raw;
    else {
      const received = /^\d{1,2}$/.test(words)
        ? await dev.press(platform, Number(words))
        : await dev.ask(platform, words, language);
      process.stdout.write(
        received === undefined
          ? 'No such button.\n'
          : `${raw ? JSON.stringify(received.payload, null, 2) : readable(received)}\n`,
      );
    }
    process.stdout.write(`${platform}> `);
  }
  terminal.close();
}

/** What a reader sees: the text without its markup, and the buttons. */
function readable({ payload }: Received): string {
  const text = (typeof payload['text'] === 'string' ? payload['text'] : '')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  const markup = payload['reply_markup'] as
    { inline_keyboard?: { text: string; callback_data?: string }[][] } | undefined;
  const telegram =
    markup?.inline_keyboard
      ?.flat()
      .filter((button) => button.callback_data !== undefined)
      .map((button) => button.text) ?? [];
  const blocks = (payload['blocks'] ?? []) as { type: string; elements?: { text?: { text?: string } }[] }[];
  const slack = blocks
    .filter((block) => block.type === 'actions')
    .flatMap((block) => block.elements?.map((element) => element.text?.text ?? '') ?? []);
  return [text, [...telegram, ...slack].map((label, index) => `[${index + 1} ${label}]`).join(' ')]
    .filter((part) => part !== '')
    .join('\n\n');
}
