import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kamailioConfig } from './kamailio.mjs';
import { sleep, start } from './shell.mjs';
import { startBaresip, startLinphone } from './softphones.mjs';
import { scenario } from './sipp.mjs';

const seedOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** Starts one party of a case in its namespace; answers the running program once it can be called. */
export async function startParty(party, { name, network, folder }) {
  const inside = (command) =>
    start('ip', [...network.prefix(party.host), ...command], {
      cwd: folder,
      ...(party.input === undefined ? {} : { input: true }),
    });
  const context = { name, network, folder, inside };
  if (party.steps !== undefined) return startSipp(party, context);
  if (party.kamailio !== undefined) return startKamailio(party, context);
  if (party.baresip !== undefined) return startBaresip(party, context);
  if (party.linphone !== undefined) return startLinphone(party, context);
  const running = inside(party.command);
  await sleep(party.readyMs ?? 300);
  return running;
}

async function startSipp(party, { name, network, folder, inside }) {
  const { host, transport = 'UDP', calls = 1, via } = party;
  const seed = seedOf(`${name}/${host}${party.label ?? ''}`);
  const file = join(folder, `${host}${party.label ?? ''}.xml`);
  await writeFile(
    file,
    scenario(party.steps, {
      who: host,
      seed,
      at: network.at,
      transport,
      ...(party.to === undefined ? {} : { to: party.to }),
      ...(party.agent === undefined ? {} : { agent: party.agent }),
    }),
  );
  const waits = party.steps[0].kind === 'expect';
  const fields = join(folder, `${host}${party.label ?? ''}.csv`);
  if (party.fields !== undefined) await writeFile(fields, `SEQUENTIAL\n${party.fields.join('\n')}\n`);
  const target = waits ? [] : [`${party.toAddress ?? network.at[via ?? party.to ?? 'bob']}:${party.port ?? 5060}`];
  const running = inside([
    'env',
    'TERM=xterm',
    'sipp',
    ...target,
    '-sf',
    file,
    '-i',
    network.at[host],
    '-p',
    String(party.localPort ?? 5060),
    '-m',
    String(calls),
    '-r',
    String(party.rate ?? 1),
    '-rp',
    String(party.periodMs ?? 1000),
    '-cid_str',
    `${seed}-%u@%s`,
    '-t',
    transport === 'TCP' ? 't1' : 'u1',
    '-nostdin',
    '-default_behaviors',
    'none',
    '-max_retrans',
    '12',
    '-max_invite_retrans',
    String(party.inviteRetransmissions ?? 6),
    '-max_non_invite_retrans',
    '10',
    '-max_reconnect',
    '0',
    '-fd',
    '60',
    '-trace_err',
    '-error_file',
    join(folder, `${host}${party.label ?? ''}.errors`),
    ...(party.repeats === false ? ['-nr'] : []),
    ...(party.fields === undefined ? [] : ['-inf', fields]),
    ...(party.log ? ['-trace_msg', '-message_file', join(folder, `${host}.messages`)] : []),
  ]);
  await sleep(waits ? 700 : 0);
  return running;
}

async function startKamailio(party, { network, folder, inside }) {
  const file = join(folder, `${party.host}.cfg`);
  let tls;
  if (party.kamailio.tls) {
    tls = { key: join(folder, 'key.pem'), certificate: join(folder, 'certificate.pem') };
    const made = start('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '30',
      '-subj',
      '/CN=old.example.com',
      '-keyout',
      tls.key,
      '-out',
      tls.certificate,
    ]);
    await made.ended;
  }
  const home = join(folder, `${party.host}-kamailio`);
  await mkdir(home, { recursive: true });
  await writeFile(file, kamailioConfig(network.at[party.host], { ...party.kamailio, tls, home }));
  const running = inside([
    'kamailio',
    '-f',
    file,
    '-DD',
    '-E',
    '-m',
    '32',
    '-M',
    '8',
    '-P',
    join(folder, `${party.host}.pid`),
    '-Y',
    home,
  ]);
  for (let waited = 0; waited < 60 && !(await listens(party.host, network)); waited += 1) await sleep(250);
  return running;
}

/** Whether something listens on UDP 5060 there. */
async function listens(host, network) {
  const found = await network.inside(host, ['ss', '-lun']);
  return found.toString().includes(`${network.at[host]}:5060`);
}
