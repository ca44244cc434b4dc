const MODULES = [
  'tm',
  'tmx',
  'sl',
  'rr',
  'pv',
  'maxfwd',
  'textops',
  'siputils',
  'xlog',
  'usrloc',
  'registrar',
  'auth',
  'nathelper',
  'kex',
  'corex',
  'sanity',
];

/**
 * A Kamailio with the `route` given and what the cases share: password check with `$var(secret)`, record routing.
 * `modules` and `parameters` are added; `tls` opens port 5061, `dump` lets sipdump write every message to a file.
 */
export function kamailioConfig(
  address,
  {
    route,
    modules = [],
    parameters = [],
    extraRoutes = '',
    tls,
    aliases = ['atlanta.example.com', 'biloxi.example.com'],
    server = 'kamailio (5.6.3)',
    timers = {},
    options = '',
    dump = false,
    home,
  },
) {
  return `#!KAMAILIO
debug=2
log_stderror=yes
memdbg=5
memlog=5
children=1
tcp_children=1
auto_aliases=no
dns=no
rev_dns=no
${options}
server_header="Server: ${server}"
user_agent_header="User-Agent: ${server}"
${aliases.map((name) => `alias="${name}"`).join('\n')}
listen=udp:${address}:5060
listen=tcp:${address}:5060
${tls === undefined ? '' : `enable_tls=yes\nlisten=tls:${address}:5061`}
mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/"
${[...(tls === undefined ? [] : ['tls']), ...MODULES, ...(dump ? ['sipdump'] : []), ...modules].map((name) => `loadmodule "${name}.so"`).join('\n')}
modparam("tm", "fr_timer", ${timers.final ?? 30000})
modparam("tm", "fr_inv_timer", ${timers.ringing ?? 120000})
modparam("rr", "enable_full_lr", 1)
modparam("usrloc", "db_mode", 0)
modparam("auth", "qop", "auth")
modparam("auth", "nonce_expire", ${timers.nonce ?? 300})
${tls === undefined ? '' : `modparam("tls", "private_key", "${tls.key}")\nmodparam("tls", "certificate", "${tls.certificate}")`}
${dump ? `modparam("sipdump", "enable", 1)\nmodparam("sipdump", "folder", "${home}")\nmodparam("sipdump", "fprefix", "dump")` : ''}
${parameters.map((line) => `modparam(${line})`).join('\n')}

request_route {
${route}
}

route[MAXFWD] {
  if (!mf_process_maxfwd_header("70")) { sl_send_reply("483", "Too Many Hops"); exit; }
}

route[DIALOG] {
  if (!has_totag()) return;
  if (loose_route()) { t_relay(); exit; }
  if (is_method("ACK")) { if (t_check_trans()) t_relay(); exit; }
  sl_send_reply("404", "Not here");
  exit;
}

route[CANCEL] {
  if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
}

route[REGISTER_AUTH] {
  if (!pv_www_authenticate("atlanta.example.com", "secret-of-alice", "0")) { www_challenge("atlanta.example.com", "1"); exit; }
  consume_credentials();
}

route[CALL_AUTH] {
  if (!pv_proxy_authenticate("atlanta.example.com", "secret-of-alice", "0")) { proxy_challenge("atlanta.example.com", "1"); exit; }
  consume_credentials();
}
${extraRoutes}
`;
}

/** The usual beginning of a call's route. */
export const CALL = 'route(MAXFWD); route(CANCEL); route(DIALOG); if (is_method("INVITE")) record_route();';
