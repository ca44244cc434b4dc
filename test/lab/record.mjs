import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { captureArguments, writeTrace } from './formats.mjs';
import { createNetwork } from './network.mjs';
import { startParty } from './parties.mjs';
import { caseFile, readme } from './write-case.mjs';
import { AGENTS } from './render.mjs';
import { sleep, start } from './shell.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const CASES = join(HERE, '..', 'cases');
const AT_ONCE = Number(process.env.LAB_AT_ONCE ?? 4);

/** Every case that can be recorded, by name. */
async function definitions() {
  const files = (await readdir(join(HERE, 'cases'))).filter((file) => file.endsWith('.mjs')).sort();
  const modules = await Promise.all(files.map((file) => import(join(HERE, 'cases', file))));
  return new Map(modules.flatMap((module) => module.cases).map((definition) => [definition.name, definition]));
}

async function record(definition, id) {
  const folder = await mkdtemp(join(tmpdir(), `sipwhy-lab-${definition.name}-`));
  const hosts = [
    ...new Set([...definition.parties.map((party) => party.host), ...(definition.silent ?? []), definition.at]),
  ].filter((host) => host !== 'router');
  const network = await createNetwork(id, hosts, definition.network);
  const started = [];
  const agents = new Map();
  try {
    const capture = join(folder, 'capture.pcap');
    const dump = () =>
      start('ip', [
        ...network.prefix(definition.at),
        'tcpdump',
        ...captureArguments(definition.link ?? definition.format),
        '--immediate-mode',
        '-U',
        '-n',
        '-Z',
        'root',
        '-w',
        capture,
        ...(definition.filter ?? 'udp or tcp or icmp').split(' '),
      ]);
    let sniffer;
    const sniff = async () => {
      sniffer = dump();
      started.push(sniffer);
      await sniffer.says(/listening on/);
    };
    if (definition.startsLateMs === undefined) await sniff();
    else setTimeout(() => void sniff(), definition.startsLateMs);
    const agent = AGENTS[definition.format];
    const parties = definition.parties.map((party) =>
      agent !== undefined && party.host === definition.at ? { agent, ...party } : party,
    );
    for (const party of parties.slice(0, -1)) {
      const running = await startParty(party, { name: definition.name, network, folder });
      started.push(running);
      agents.set(party.host, running);
      if (party.waitMs !== undefined) await sleep(party.waitMs);
    }
    if (definition.stopsAfterMs !== undefined) setTimeout(() => void sniffer.stop('SIGINT'), definition.stopsAfterMs);
    const last = await startParty(parties.at(-1), { name: definition.name, network, folder });
    started.push(last);
    agents.set(parties.at(-1).host, last);
    await Promise.race([last.ended, sleep(definition.atMostMs ?? 120_000)]);
    await sleep(definition.lingerMs ?? 700);
    for (const running of started.slice().reverse()) await running.stop(running === sniffer ? 'SIGINT' : 'SIGTERM');
    const target = join(CASES, definition.name);
    await mkdir(target, { recursive: true });
    for (const old of await readdir(target)) if (old.startsWith('trace.')) await rm(join(target, old));
    const host = definition.logOf ?? definition.at;
    const file = await writeTrace(definition.format, {
      capture,
      target,
      folder,
      host,
      address: network.at[definition.seenBy ?? definition.at],
      agents,
    });
    await writeFile(join(target, 'case.json'), caseFile(definition));
    await writeFile(join(target, 'README.md'), readme(definition, file));
    const { size } = await stat(join(target, file));
    if (size < 200 || size > 60_000)
      throw new Error(`Unexpected size ${size} of ${definition.name}/${file}, expected 200 to 60000 bytes`);
    process.stdout.write(`${definition.name}: ${file}, ${size} bytes\n`);
    if (process.env.LAB_KEEP === undefined) await rm(folder, { recursive: true });
  } finally {
    for (const running of started) await running.stop('SIGKILL');
    await network.remove();
  }
}

async function main(names) {
  const known = await definitions();
  if (names.length === 0)
    throw new Error(`Unexpected empty list, expected all or names of: ${[...known.keys()].join(' ')}`);
  const wanted = names.includes('all')
    ? [...known.keys()]
    : names.flatMap((name) =>
        name.endsWith('*') ? [...known.keys()].filter((other) => other.startsWith(name.slice(0, -1))) : [name],
      );
  for (const name of wanted)
    if (!known.has(name)) throw new Error(`Unexpected case ${name}, expected one of: ${[...known.keys()].join(' ')}`);
  const queue = wanted.map((name) => known.get(name));
  let failures = 0;
  let id = process.pid % 10_000;
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, queue.length) }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        id += 1;
        try {
          await record(next, id);
        } catch (error) {
          failures += 1;
          process.stderr.write(`${next.name}: ${error.stack}\n`);
        }
      }
    }),
  );
  process.exit(failures === 0 ? 0 : 1); // timers of cases that ended early are still set
}

await main(process.argv.slice(2));
