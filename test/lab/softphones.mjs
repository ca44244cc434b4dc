import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sleep } from './shell.mjs';

/** Starts baresip with its own folder: `account`, `modules`, `commands` typed at its start, `seconds` until it quits. */
export async function startBaresip(party, { network, folder, inside }) {
  const home = join(folder, `${party.host}-baresip`);
  await mkdir(home, { recursive: true });
  const modules = [
    'account.so',
    'uuid.so',
    'stdio.so',
    'aufile.so',
    'menu.so',
    ...(party.baresip.modules ?? ['g711.so']),
  ];
  await writeFile(
    join(home, 'config'),
    [
      `sip_listen ${network.at[party.host]}:5060`,
      'module_path /usr/lib/baresip/modules',
      ...modules.map((module) => `${['account.so', 'menu.so'].includes(module) ? 'module_app' : 'module'} ${module}`),
      `audio_source aufile,${join(home, 'silence.wav')}`,
      'audio_player aufile,/dev/null',
      'rtp_ports 40000-40020',
      'rtcp_mux no',
      'call_max_calls 4',
      ...(party.baresip.config ?? []),
      '',
    ].join('\n'),
  );
  await writeFile(join(home, 'accounts'), `${party.baresip.account}\n`);
  await writeFile(join(home, 'contacts'), '');
  await writeFile(join(home, 'silence.wav'), silence(20));
  const running = inside([
    'baresip',
    '-f',
    home,
    '-4',
    '-s',
    '-t',
    String(party.baresip.seconds),
    ...(party.baresip.commands ?? []).flatMap((command) => ['-e', command]),
  ]);
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

/** Starts linphonec: lines of its configuration, and a `script` of [ms to wait, line to type]. */
export async function startLinphone(party, { folder, inside }) {
  const file = join(folder, `${party.host}.linphonerc`);
  const { config = [], script } = party.linphone;
  await mkdir(join(folder, '.local', 'share', 'linphone'), { recursive: true });
  await writeFile(
    file,
    [
      '[sip]',
      'sip_port=5060',
      'sip_tcp_port=0',
      'sip_tls_port=0',
      'guess_hostname=1',
      'register_only_when_network_is_up=0',
      'ipv6=0',
      '[rtp]',
      'audio_rtp_port=40000',
      '[sound]',
      'playback_dev_id=',
      '[net]',
      'mtu=1300',
      ...config,
      '',
    ].join('\n'),
  );
  const running = inside([
    'env',
    `HOME=${folder}`,
    'linphonec',
    '-c',
    file,
    '-d',
    '6',
    '-l',
    join(folder, `${party.host}.linphone.log`),
  ]);
  void (async () => {
    for (const [ms, line] of script) {
      await sleep(ms);
      if (running.child.stdin.writable) running.child.stdin.write(`${line}\n`);
    }
  })();
  await sleep(party.readyMs ?? 500);
  return running;
}
