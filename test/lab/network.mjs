import { run } from './shell.mjs';

/**
 * Hosts in network namespaces of their own, each on its own link to one router; the fault lives in the router (drop, NAT) or in a party.
 *
 *   alice --- [router] --- bob
 *                |
 *              proxy
 */
export const ADDRESSES = {
  alice: '192.0.2.10',
  bob: '203.0.113.30',
  carol: '203.0.113.40',
  proxy: '198.51.100.20',
  media: '198.51.100.60',
};

const GATEWAY = '198.51.100.1';

/** Makes the hosts; `addresses` may move one (behind NAT: 192.168.1.20). Answers how to run a command there. */
export async function createNetwork(id, hosts, { addresses = {}, router = [] } = {}) {
  const space = (host) => `sw-${id}-${host}`;
  const at = { ...ADDRESSES, ...addresses };
  const names = [...hosts, 'router'];
  const remove = async () => {
    for (const host of names) await run('ip', ['netns', 'del', space(host)], { allowed: [0, 1] });
  };
  try {
    await build();
  } catch (error) {
    await remove();
    throw error;
  }
  return { at, inside, remove, prefix: (host) => ['netns', 'exec', space(host)] };

  async function build() {
    await run('ip', ['-batch', '-'], {
      input: [
        ...names.map((host) => `netns add ${space(host)}`),
        ...hosts.map(
          (host) => `link add eth0 netns ${space(host)} type veth peer name to-${host} netns ${space('router')}`,
        ),
      ].join('\n'),
    });
    await Promise.all(
      hosts.map((host) =>
        run('ip', ['-n', space(host), '-batch', '-'], {
          input: [
            'link set lo up',
            'link set eth0 up',
            `addr add ${at[host]}/32 dev eth0`,
            `route add ${GATEWAY} dev eth0 src ${at[host]}`,
            `route add default via ${GATEWAY} src ${at[host]}`,
          ].join('\n'),
        }),
      ),
    );
    const commands = hosts.flatMap((host) => [
      `link set to-${host} up`,
      `addr add ${GATEWAY}/32 dev to-${host}`,
      `route add ${at[host]}/32 dev to-${host}`,
    ]);
    await run('ip', ['-n', space('router'), '-batch', '-'], { input: ['link set lo up', ...commands].join('\n') });
    await inside('router', ['sh', '-c', ['sysctl -qw net.ipv4.ip_forward=1', ...router].join(' && ')]);
  }

  function inside(host, command) {
    return run('ip', ['netns', 'exec', space(host), ...command]);
  }
}
