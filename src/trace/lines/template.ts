// SIPp scenarios, format strings of programs and template engines: [call_id], %s, ${callId}, {{branch}}, <your-call-id>
const HOLE = /^(?:Call-ID|i|CSeq|Via|v)\s*:.*(?:\[(?:call_id|branch|local_ip|local_port|transport|remote_ip|cseq|media_ip)\]|%[-0-9]*[sdiu](?![\w%])|\$\{\w|\{\{|\$\w+\$)/im;

/** True for the text of a message that is a template of messages, not one that was sent. */
export function isTemplate(text: string): boolean {
  const end = text.search(/\r?\n\r?\n/);
  return HOLE.test(end < 0 ? text.slice(0, 8192) : text.slice(0, Math.min(end, 8192)));
}
