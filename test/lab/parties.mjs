import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kamailioConfig } from './kamailio.mjs';
import { sleep, start } from './shell.mjs';
import { scenario } from './sipp.mjs';

const seedOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** Starts one party of a case in its namespace; answers the running program once it can be called. */
export async function startParty(party, { name, network, folder }) {
  const inside = (command) => start('ip', [...network.prefix(party.host), ...command], { cwd: folder, ...(party.input === undefined ? {} : { input: true }) });
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
  await writeFile(file, scenario(party.steps, { who: host, seed, at: network.at, transport, ...(party.to === undefined ? {} : { to: party.to }), ...(party.agent === undefined ? {} : { agent: party.agent }) }));
  const waits = party.steps[0].kind === 'expect';
  const fields = join(folder, `${host}${party.label ?? ''}.csv`);
  if (party.fields !== undefined) await writeFile(fields, `SEQUENTIAL\n${party.fields.join('\n')}\n`);
  const target = waits ? [] : [`${party.toAddress ?? network.at[via ?? party.to ?? 'bob']}:${party.port ?? 5060}`];
  const running = inside([
    'env', 'TERM=xterm', 'sipp', ...target, '-sf', file, '-i', network.at[host], '-p', String(party.localPort ?? 5060), '-m', String(calls), '-r', String(party.rate ?? 1), '-rp', String(party.periodMs ?? 1000),
    '-cid_str', `${seed}-%u@%s`, '-t', transport === 'TCP' ? 't1' : 'u1', '-nostdin', '-default_behaviors', 'none',
    '-max_retrans', '12', '-max_invite_retrans', String(party.inviteRetransmissions ?? 6), '-max_non_invite_retrans', '10', '-max_reconnect', '0', '-fd', '60',
    '-trace_err', '-error_file', join(folder, `${host}${party.label ?? ''}.errors`), ...(party.repeats === false ? ['-nr'] : []), ...(party.fields === undefined ? [] : ['-inf', fields]), ...(party.log ? ['-trace_msg', '-message_file', join(folder, `${host}.messages`)] : []),
  ]);
  await sleep(waits ? 700 : 0);
  return running;
}

async function startKamailio(party, { network, folder, inside }) {
  const file = join(folder, `${party.host}.cfg`);
  let tls;
  if (party.kamailio.tls) {
    tls = { key: join(folder, 'key.pem'), certificate: join(folder, 'certificate.pem') };
    const made = start('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=old.example.com', '-keyout', tls.key, '-out', tls.certificate]);
    await made.ended;
  }
  const home = join(folder, `${party.host}-kamailio`);
  await mkdir(home, { recursive: true });
  await writeFile(file, kamailioConfig(network.at[party.host], { ...party.kamailio, tls, home }));
  const running = inside(['kamailio', '-f', file, '-DD', '-E', '-m', '32', '-M', '8', '-P', join(folder, `${party.host}.pid`), '-Y', home]);
  for (let waited = 0; waited < 60 && !(await listens(party.host, network)); waited += 1) await sleep(250);
  return running;
}

/** Whether something listens on UDP 5060 there. */
async function listens(host, network) {
  const found = await network.inside(host, ['ss', '-lun']);
  return found.toString().includes(`${network.at[host]}:5060`);
}

async function startBaresip(party, { network, folder, inside }) {
  const home = join(folder, `${party.host}-baresip`);
  await mkdir(home, { recursive: true });
  const modules = ['account.so', 'uuid.so', 'stdio.so', 'aufile.so', 'menu.so', ...(party.baresip.modules ?? ['g711.so'])];
  await writeFile(
    join(home, 'config'),
    [
      `sip_listen ${network.at[party.host]}:5060`, 'module_path /usr/lib/baresip/modules', ...modules.map((module) => `${['account.so', 'menu.so'].includes(module) ? 'module_app' : 'module'} ${module}`),
      `audio_source aufile,${join(home, 'silence.wav')}`, 'audio_player aufile,/dev/null', 'rtp_ports 40000-40020', 'rtcp_mux no', 'call_max_calls 4', ...(party.baresip.config ?? []), '',
    ].join('\n'),
  );
  await writeFile(join(home, 'accounts'), `${party.baresip.account}\n`);
  await writeFile(join(home, 'contacts'), '');
  await writeFile(join(home, 'silence.wav'), silence(20));
  const running = inside(['baresip', '-f', home, '-4', '-s', '-t', String(party.baresip.seconds), ...(party.baresip.commands ?? []).flatMap((command) => ['-e', command])]);
  await sleep(party.readyMs ?? 2500);
  return running;
}

/** A WAV file of so many silent seconds, 8 kHz mono. */
function silence(seconds) {
  const size = seconds * 16_000;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(size + 36, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(size, 40);
  return Buffer.concat([head, Buffer.alloc(size)]);
}

async function startLinphone(party, { network, folder, inside }) {
  const file = join(folder, `${party.host}.linphonerc`);
  const { config = [], script } = party.linphone;
  await mkdir(join(folder, '.local', 'share', 'linphone'), { recursive: true });
  await writeFile(file, ['[sip]', 'sip_port=5060', 'sip_tcp_port=0', 'sip_tls_port=0', 'guess_hostname=1', 'register_only_when_network_is_up=0', 'ipv6=0', '[rtp]', 'audio_rtp_port=40000', '[sound]', 'playback_dev_id=', '[net]', 'mtu=1300', ...config, ''].join('\n'));
  const running = inside(['env', `HOME=${folder}`, 'linphonec', '-c', file, '-d', '6', '-l', join(folder, `${party.host}.linphone.log`)]);
  void (async () => {
    for (const [ms, line] of script) {
      await sleep(ms);
      if (running.child.stdin.writable) running.child.stdin.write(`${line}\n`);
    }
  })();
  await sleep(party.readyMs ?? 500);
  return running;
}
