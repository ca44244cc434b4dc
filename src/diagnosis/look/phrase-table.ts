/** What a reason phrase says that its code does not. */
export type Meaning =
  | 'no-money'
  | 'channel-limit'
  | 'cps-limit'
  | 'no-route'
  | 'gateways-down'
  | 'number-invalid'
  | 'number-blocked'
  | 'unknown-user'
  | 'not-registered'
  | 'callee-not-registered'
  | 'dns'
  | 'send-failed'
  | 'no-transport'
  | 'next-hop-silent'
  | 'ring-timeout'
  | 'cancelled'
  | 'dnd'
  | 'merged'
  | 'database'
  | 'credentials'
  | 'account-disabled'
  | 'policy'
  | 'analytics'
  | 'anonymous'
  | 'stir'
  | 'no-codec'
  | 'bad-session'
  | 'private-media'
  | 'private-address'
  | 'srtp'
  | 'bad-message'
  | 'too-large'
  | 'shutting-down'
  | 'server-fault'
  | 'dialog-unknown'
  | 'glare'
  | 'transfer-refused'
  | 'voicemail-missing'
  | 'contact-limit'
  | 'tls-required';

/** A phrase in lower case with the codes that it has been seen with. */
export type PhrasePair = readonly [phrase: string, ...codes: number[]];

/**
 * Reason phrases of switches, PBXs, proxies and stacks, by meaning. Phrases that only name their code (Not Found, Busy Here) say
 * nothing and are left out.
 */
export const PHRASES: readonly { readonly meaning: Meaning; readonly pairs: readonly PhrasePair[] }[] = [
  {
    meaning: 'no-money',
    pairs: [
      ['payment required', 402],
      ['no money left on rfc account', 403, 480],
      ['no money left', 403, 480],
      ['payment required - unsufficient funds', 402],
      ['payment required (balance)', 402],
      ['payment required (no balance)', 402],
      ['not enough customer balance', 403],
      ['internal server error (3)', 500],
      ['charging error', 500],
      ['no_funds', 402],
    ],
  },
  {
    meaning: 'channel-limit',
    pairs: [
      ['no license available', 403],
      ['temporarily unavailable (call limit)', 480],
      ['call limit reached', 480, 486, 503],
      ['maximum calls in progress', 503],
      ['line limit exceeded', 486],
      ['user channel limit exceeded d1', 403],
      ['dedicated/flexible channels overloaded', 480],
      ['busy - too many calls', 486],
      ['licensed session capacity', 503],
      ['total calls duration is exceeded', 402],
    ],
  },
  {
    meaning: 'cps-limit',
    pairs: [
      ['call placing quota exceeded', 500],
      ['system busy', 503],
      ['cps limit', 480],
      ['cps limit exceeded', 480, 486, 503],
      ['too many requests', 503],
      ['amount of fail calls is exceeded', 402],
    ],
  },
  {
    meaning: 'no-route',
    pairs: [
      ['empty route set', 403, 480],
      ['no route', 404, 410],
      ['no routes', 404],
      ['no route found', 404],
      ['no_routes', 404],
      ['no pstn route found', 500],
      ['undefined reason', 404],
      ['destination not found in client plan', 480],
      ['cant find destination prefix', 404],
      ['no destination with appropriate price found', 403],
      ['no network found for dst number', 404, 484],
      ['rejected by destination', 403],
      ['destination number is not allowed for service plan', 403],
      ['no_tariff', 403],
      ['no international permission', 403],
      ['internal server error (2)', 500],
      ['relay forbidden', 403],
      ['not relaying', 403],
      ['forbidden - domain not served', 403],
    ],
  },
  {
    meaning: 'gateways-down',
    pairs: [
      ['out of order', 404],
      ['out of look-ahead retries', 403],
      ['all gw are down', 500],
      ['no destination available', 500],
      ['service not available', 503],
    ],
  },
  {
    meaning: 'number-invalid',
    pairs: [
      ['invalid phone number', 403, 480],
      ['invalid dst number format', 404, 484],
      ['destination number is invalid', 403],
      ['internal server error (1)', 500],
    ],
  },
  {
    meaning: 'number-blocked',
    pairs: [
      ['destination number blacklisted', 403],
      ['source number blacklisted', 403],
      ['phone number is blacklisted', 403],
      ['not found - terminating user barred', 404],
      ['filtered destination', 473],
    ],
  },
  {
    meaning: 'unknown-user',
    pairs: [
      ['no such user', 403],
      ['user unknown', 404],
      ['user not found', 404, 407],
      ['user does not exist', 404],
      ['unknown user account', 404],
      ['forbidden - hss user unknown', 403],
      ['does not exist anywhere - hss user unknown', 604],
      ['account has been moved to a remote system', 500],
      ['did service time expired', 403],
    ],
  },
  {
    meaning: 'not-registered',
    pairs: [
      ['caller not registered', 403],
      ['forbidden - you must register first with a s-cscf', 403],
    ],
  },
  {
    meaning: 'callee-not-registered',
    pairs: [
      ['gateway not registered', 480],
      ['flow failed', 430],
    ],
  },
  {
    meaning: 'dns',
    pairs: [
      ['dns error', 503],
      ['no dns results', 480],
      ['unresolvable destination', 476, 478],
      ['unable to resolve destination server', 702],
    ],
  },
  {
    meaning: 'send-failed',
    pairs: [
      ['unfortunately error on sending to next hop occurred', 477],
      ['send failed', 477],
      ['error sending message to destination server', 703],
    ],
  },
  {
    meaning: 'no-transport',
    pairs: [
      ['no transport', 503],
      ['cannot insert via', 503],
      ['io error', 503],
      ['unavailable', 503],
      ['system paused', 503],
      ['network error', 500],
    ],
  },
  {
    meaning: 'next-hop-silent',
    pairs: [
      ['sip transaction timeout', 408],
      ['no response from destination server', 701],
      ['local_pdd_timeout', 408],
      ['pdd_timeout', 408],
      ['remote_pdd_timeout', 408],
      ['timeout of waiting rpc result', 408],
      ['gateway time-out', 504],
    ],
  },
  { meaning: 'ring-timeout', pairs: [['ringing timeout', 487]] },
  {
    meaning: 'cancelled',
    pairs: [
      ['canceled before routing completed', 487],
      ['transaction canceled', 487],
      ['request canceled', 487],
      ['request terminated (cancel)', 487],
      ['bye sent', 487],
    ],
  },
  { meaning: 'merged', pairs: [['request merged', 482]] },
  {
    meaning: 'database',
    pairs: [
      ['wrong db response', 480, 500],
      ['db timeout', 480, 500],
      ['database error', 480, 500],
      ['db broken connection', 500],
      ['empty response from database', 500],
      ['no response from lnp db', 503],
      ['no response from cnam db', 503],
      ['radius response timeout', 503],
      ['radius request error', 503],
      ['temporarily unavailable - error retrieving av', 480],
      ['server internal error - server assignment failed', 500],
      ['forbidden - hss unable to comply', 403],
      ['forbidden - hss responded with unknown result code', 403],
      ['busy everywhere - empty list of s-cscfs', 600],
    ],
  },
  {
    meaning: 'credentials',
    pairs: [
      ['wrong guess', 403],
      ['wrong password', 401, 403],
      ['wrong password or domain', 403],
      ['invalid password', 401, 403],
      ['bad credentials', 403],
      ['invalid username or password', 403],
      ['authentication failed', 401, 403],
      ['authentication failure', 401, 403],
      ['authentication error', 403],
      ['authorization failed', 403],
      ['username auth name mismatch', 403],
      ['you do not have the required right', 403],
      ['you', 403],
      ['auth failed', 403],
      ['invalid credentials', 403],
      ['forbidden auth id', 403],
      ['radius reject', 402],
      ['auth error: stall nonce', 401],
      ['expired authorization', 401],
      ['login timed out', 408],
      ["forbidden - hss identities don't match", 403],
      ['forbidden - hss authorization rejected', 403],
      ['forbidden - nonce not found (authorization: nonce)', 403],
      ['forbidden - public identity not found (to:)', 403],
      ['no matching challenge', 904],
      ['rejected by auth record', 403],
      ['cant find customer or customer locked', 403],
      ['not from trunk', 403],
      ['unknown_incoming_trunk', 580],
    ],
  },
  {
    meaning: 'account-disabled',
    pairs: [
      ['user disabled', 403],
      ['origination gateway is disabled', 403],
      ['forbidden - originating public identity barred', 403],
      ['forbidden - hss roaming not allowed', 403],
      ['sip account has disallowed settings', 402],
      ['conflict', 403, 409],
    ],
  },
  {
    meaning: 'policy',
    pairs: [
      ['forbidden (policy)', 403],
      ['forbidden (within dialog)', 403],
      ['not allowed', 403],
      ['preload route denied', 403],
      ['forbidden (allow-anonymous restriction)', 403],
      ['forbidden d10', 403],
      ['caller origination number is invalid', 403],
      ['pai header required', 403],
      ['callback is restricted', 380],
      ['busy - duplicated call', 486],
    ],
  },
  { meaning: 'analytics', pairs: [['network blocked', 603]] },
  {
    meaning: 'anonymous',
    pairs: [
      ['privacy calls not allowed', 500],
      ['anonymity disallowed', 403, 433, 603],
      ['anonymous calls not allowed', 403, 603],
      ['anonymous call rejected', 403, 603],
      ['anonymous call rejection', 403, 603],
      ['caller id required', 403],
    ],
  },
  {
    meaning: 'stir',
    pairs: [
      ['stale date', 403],
      ['bad identity info', 436],
      ['bad identity-info', 436],
      ['unsupported credential', 437],
      ['unsupported certificate', 437],
      ['bad request (pai/from number)', 400],
      ['bad request (to number)', 400],
      ['bad request (missing date)', 400],
      ['failed to load certificate', 500],
    ],
  },
  {
    meaning: 'no-codec',
    pairs: [
      ['no codecs match', 406],
      ['no media', 415],
      ['codec mismatch', 480, 488, 499],
      ['not acceptable here (codec error)', 488],
      ['codecs not matched', 488],
      ['no suitable media', 500],
    ],
  },
  {
    meaning: 'bad-session',
    pairs: [
      ['bad session description', 400],
      ['malformed sdp body', 400],
      ['missing session description', 400],
      ['bad media description', 488],
      ['invalid session description', 488],
      ['offer-answer error', 488],
      ['invalid media transport', 500],
      ['media stream exception', 500],
      ['reinvite error', 500],
      ['sdp processing exception', 500],
      ['sdp parsing failed', 500],
      ['sdp empty answer', 500],
      ['sdp invalid streams count', 500],
      ['server failed to build the sdp', 500],
      ['no remote sdp', 500],
      ['no free rtp ports', 500],
      ['media lost', 503],
      ['internal media error', 900],
    ],
  },
  {
    meaning: 'dnd',
    pairs: [
      ['do not disturb', 480, 486, 600, 603],
      ['dnd', 480, 486, 600, 603],
      ['do not disturb enabled', 480, 486, 603],
    ],
  },
  { meaning: 'private-media', pairs: [['private ip address', 488]] },
  { meaning: 'private-address', pairs: [["we don't forward to private ip addresses", 479]] },
  { meaning: 'srtp', pairs: [['not acceptable here (crypto)', 488]] },
  {
    meaning: 'bad-message',
    pairs: [
      ['regretfully, we were not able to process the uri', 479],
      ['bad uri', 475],
      ['bad request uri', 400],
      ['unsupported transport in topmost via', 400],
      ['bad headers', 400],
      ['missing method in cseq header', 400],
      ['missing number in cseq header', 400],
      ['cseq number is illegal', 400],
      ['cseq method does not match request method', 400],
      ['content-length mis-match', 400],
      ['bad expires header', 400],
      ['expires value is illegal', 400],
      ['bad proxy require header', 400],
      ['invalid from header', 400],
      ['invalid to header', 400],
      ['bad contact header', 400],
      ['bad contact uri', 400],
      ['bad auth header', 400],
      ['bad auth credentials', 400],
      ['auth empty user', 400],
      ['auth empty nonce', 400],
      ['auth empty response', 400],
      ['many from tag params', 400],
      ['many to tag params', 400],
      ['transaction tuple incomplete', 400],
      ['bad to', 400],
      ['missing contact header', 400],
      ['missing call-id', 400],
      ['cant parse from in req', 400],
      ['cant parse to in req', 400],
      ['cant parse contact in req', 400],
      ['invalid invite', 503],
      ['min-se invalid syntax', 400],
      ['session-expires invalid syntax', 400],
      ['bad request (refer-to missing)', 400],
      ['bad request - p-visited-network-id header missing', 400],
      ['bad request - not following indicated service routes', 400],
    ],
  },
  {
    meaning: 'too-large',
    pairs: [
      ['riesengross -- message too large', 513],
      ['message too big', 513],
    ],
  },
  {
    meaning: 'shutting-down',
    pairs: [
      ['service unavailable (restarting)', 503],
      ['server shutting down', 500],
      ['shutdown timeout', 500],
      ['stack is going down', 901],
    ],
  },
  {
    meaning: 'server-fault',
    pairs: [
      ['server internal failure', 500],
      ['internal server failure', 503],
      ['excuse me i ran out of memory', 500],
      ["i'm terribly sorry, server error occurred", 500],
      ['server error occurred', 500],
      ['internal processing error', 500],
      ['message processing error', 500],
      ['reply processing error', 500],
      ['error in external logic', 500],
      ['forking capacity exceeded', 500],
      ['server sanity failure', 500],
      ['service unavailable (create ipsec failed)', 503],
    ],
  },
  {
    meaning: 'dialog-unknown',
    pairs: [
      ['call leg/transaction does not exist', 481],
      ['call leg does not exist (replaces)', 481],
      ['subscription does not exist', 481],
      ['call does not exist', 481],
      ['no such call', 481],
      ['call is being terminated', 481],
      ['disconnected', 500],
      ['not here', 404],
    ],
  },
  {
    meaning: 'glare',
    pairs: [
      ['overlapping requests', 500],
      ['overlapping offer/answer', 500],
      ['another invite pending', 491],
    ],
  },
  {
    meaning: 'transfer-refused',
    pairs: [
      ['declined (policy)', 603],
      ['declined (no dialog)', 603],
      ['declined (non sip: uri)', 603],
      ['declined (replaces)', 603],
      ["can't replace the same dialog", 400],
    ],
  },
  {
    meaning: 'voicemail-missing',
    pairs: [
      ['not found (no mailbox)', 404],
      ['no voicemail service', 404],
    ],
  },
  {
    meaning: 'contact-limit',
    pairs: [
      ['too many contacts', 403, 503],
      ['too many registered contacts', 403, 503],
      ['too many registrations', 403, 503],
      ['too many bindings', 403],
      ['registration limit reached', 403],
      ['registration limit exceeded', 403],
      ['maximum contacts exceeded', 403],
      ['maximum number of contacts exceeded', 403],
    ],
  },
  {
    meaning: 'tls-required',
    pairs: [
      ['require secure session/transport', 403, 480],
      ['secure transport required', 403, 480],
      ['secure connection required', 403],
      ['tls required', 403, 480],
      ['tls transport required', 403],
      ['sips required', 480],
      ['only tls allowed', 403],
    ],
  },
];
