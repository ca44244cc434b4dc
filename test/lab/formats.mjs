import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { render, RENDERED } from './render.mjs';
import { run } from './shell.mjs';

/** How tcpdump is started for a format: the link layer comes from the interface. */
export function captureArguments(format) {
  if (format === 'sll') return ['-i', 'any', '-y', 'LINUX_SLL'];
  if (format === 'sll2') return ['-i', 'any', '-y', 'LINUX_SLL2'];
  return ['-i', 'eth0'];
}

/** Writes the trace of a case in its format into `target`; answers the file's name. */
export async function writeTrace(format, { capture, target, folder, host, address, agents }) {
  const save = async (name, bytes) => {
    await writeFile(join(target, name), bytes);
    return name;
  };
  switch (format) {
    case 'pcap':
    case 'sll':
    case 'sll2':
    case 'tcp':
      await copyFile(capture, join(target, 'trace.pcap'));
      return 'trace.pcap';
    case 'vlan':
      return save('trace.pcap', tagged(await readFile(capture), 20));
    case 'pcapng':
      await run('editcap', ['-F', 'pcapng', capture, join(target, 'trace.pcapng')]);
      return 'trace.pcapng';
    case 'ngrep':
      return save(
        'trace.txt',
        await run('ngrep', ['-I', 'capture.pcap', '-q', '-t', '-W', 'byline', 'SIP/2.0', 'udp'], { cwd: folder }),
      );
    case 'tcpdump-A':
      return save('trace.txt', await run('tcpdump', ['-r', capture, '-n', '-A', '-s', '0', '-tttt', 'udp port 5060']));
    case 'tshark-V':
      return save('trace.txt', await run('tshark', ['-r', capture, '-n', '-V', '-O', 'sip,sdp', '-Y', 'sip']));
    case 'tshark-summary':
      return save('trace.txt', await run('tshark', ['-r', capture, '-n', '-t', 'ad', '-Y', 'sip or icmp']));
    case 'sngrep':
      return save('trace.txt', await sngrepText(capture, folder));
    case 'sipp-messages':
      return save('trace.txt', await readFile(join(folder, `${host}.messages`)));
    case 'linphone':
      return save(
        'trace.txt',
        (await readFile(join(folder, `${host}.linphone.log`), 'utf8')).replaceAll(folder, '/home/alice'),
      );
    case 'kamailio-sipdump':
      return save('trace.txt', await dumped(join(folder, `${host}-kamailio`)));
    case 'baresip':
    case 'kamailio':
      return save('trace.txt', agents.get(host).output().replaceAll(`${folder}/`, ''));
    default:
      if (!RENDERED.includes(format))
        throw new Error(
          `Unexpected format ${format}, expected pcap, pcapng, sll, sll2, vlan, tcp, ngrep, tcpdump-A, tshark-V, tshark-summary, sngrep, sipp-messages, linphone, baresip, kamailio, kamailio-sipdump, ${RENDERED.join(', ')}`,
        );
      return save('trace.txt', await render(format, capture, address));
  }
}

/** The file of the sipdump module, however it named it. */
async function dumped(home) {
  const files = (await readdir(home)).filter((name) => name.startsWith('dump')).sort();
  return Buffer.concat(await Promise.all(files.map((name) => readFile(join(home, name)))));
}

/** The capture with an 802.1Q tag in every frame: the kernels of many labs have no VLAN links. */
function tagged(bytes, vlan) {
  const parts = [bytes.subarray(0, 24)];
  for (let at = 24; at + 16 <= bytes.length;) {
    const size = bytes.readUInt32LE(at + 8);
    const head = Buffer.from(bytes.subarray(at, at + 16));
    head.writeUInt32LE(size + 4, 8);
    head.writeUInt32LE(bytes.readUInt32LE(at + 12) + 4, 12);
    const frame = bytes.subarray(at + 16, at + 16 + size);
    parts.push(head, frame.subarray(0, 12), Buffer.from([0x81, 0x00, 0x00, vlan]), frame.subarray(12));
    at += 16 + size;
  }
  return Buffer.concat(parts);
}

/** sngrep saves text only from its screen: the keys that save every dialog as .txt are pressed in a tmux of its own. */
async function sngrepText(capture, folder) {
  const name = `sngrep-${process.pid}-${folder.split('/').at(-1)}`;
  const tmux = (...args) => run('tmux', ['-L', name, ...args]);
  const pause = () => new Promise((resolve) => setTimeout(resolve, 1500));
  await tmux('new-session', '-d', '-x', '140', '-y', '40', '-c', folder, `TERM=xterm-256color sngrep -I ${capture}`);
  try {
    await pause();
    await tmux('send-keys', 'Space', 'F2');
    await pause();
    await tmux('send-keys', '-l', 'saved');
    await tmux('send-keys', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Space'); // to .txt
    await pause();
    await tmux('send-keys', 'Tab', 'Enter');
    await pause();
    return await readFile(join(folder, 'saved.txt'));
  } finally {
    await tmux('kill-server');
  }
}
