// SIPp scenarios, format strings of programs and template engines: [call_id], %s, ${callId}, {{branch}}, <your-call-id>
const HOLE =
  /^(?:Call-ID|i|CSeq|Via|v)\s*:.*(?:\[(?:call_id|branch|local_ip|local_port|transport|remote_ip|cseq|media_ip)\]|%[-0-9]*[sdiu](?![\w%])|\$\{\w|\{\{|\$\w+\$|\{[a-z][a-z_]*\}|%\(\w+\)s|["'] ?\+ ?\w)/im;

// "INVITE sip:bob@biloxi.example.com SIP/2.0\r\n" +     <- what follows the start line in a program
const CODE_TAIL = /^[^"'`\n]{0,80}?(?:\\r\\n|\\n|\\r)?["'`]\s*(?:[+,;)\]}\\.:]|$)/;

//  data = b"OPTIONS sip:...      send("OPTIONS sip:...     <- what stands before it; a log writes data=b'OPTIONS ... without blanks
const CODE_HEAD = /(?:\s:?=\s*|[(+]\s*)[bfruBFRU]{0,2}["'`]{1,3}$/;

/** True where a start line stands in the source of a program, by what stands around it in its line. */
export function isCode(before: string, rest: string): boolean {
  return CODE_TAIL.test(rest) || CODE_HEAD.test(before);
}

/** True for the text of a message that is a template of messages, not one that was sent. */
export function isTemplate(text: string): boolean {
  const end = text.search(/\r?\n\r?\n/);
  return HOLE.test(end < 0 ? text.slice(0, 8192) : text.slice(0, Math.min(end, 8192)));
}
