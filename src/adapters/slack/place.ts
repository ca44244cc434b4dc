import type { webApi } from '@slack/bolt';
import { patiently, refusalOf, sendPayload, type Content } from './calls.ts';
import type { Payload } from './render.ts';
import type { ResponseUrl } from './response-url.ts';

/** Where an answer goes. */
export interface Place {
  readonly channel: string;
  readonly user: string;
  readonly threadTs?: string;
  /** Only the person sees it. */
  readonly ephemeral: boolean;
  readonly responseUrl?: ResponseUrl;
}

/** A message that is there already, with the `response_url` of a press on it. */
export interface Shown {
  readonly channel: string;
  readonly user: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly ephemeral: boolean;
  readonly responseUrl: ResponseUrl;
}

type Client = webApi.WebClient;

/** Posts messages in order. @throws what Slack refused. */
export async function post(client: Client, place: Place, payloads: readonly Payload[]): Promise<void> {
  for (const payload of payloads)
    await sendPayload(payload, (content) =>
      place.ephemeral ? postEphemeral(client, place, content) : postMessage(client, place, content),
    );
}

/** Puts the first message in the place of the one shown; more follow below it. */
export async function replace(client: Client, shown: Shown, payloads: readonly Payload[]): Promise<void> {
  const [first, ...rest] = payloads;
  if (first === undefined) return;
  if (shown.ephemeral)
    await sendPayload(first, (content) => shown.responseUrl.send(content, { type: 'ephemeral', replace: true }));
  else await sendPayload(first, (content) => update(client, shown, content), 4000);
  await post(client, shown, rest);
}

/** Posts for everybody in the channel, also where the bot is no member: that is what `response_url` can do. */
export async function share({ responseUrl, threadTs }: Shown, payloads: readonly Payload[]): Promise<void> {
  for (const payload of payloads)
    await sendPayload(payload, (content) =>
      responseUrl.send(content, { type: 'in_channel', replace: false, ...(threadTs !== undefined && { threadTs }) }),
    );
}

async function postMessage(client: Client, place: Place, content: Content): Promise<void> {
  const args = {
    channel: place.channel,
    ...thread(place),
    ...bodyOf(content),
    unfurl_links: false,
    unfurl_media: false,
  };
  await patiently(() => client.apiCall('chat.postMessage', args));
}

/** By `response_url`, which needs no membership; where that is used up or gone, by the Web API. */
async function postEphemeral(client: Client, place: Place, content: Content): Promise<void> {
  if (place.responseUrl !== undefined) {
    try {
      return await place.responseUrl.send(content, {
        type: 'ephemeral',
        replace: false,
        ...(place.threadTs !== undefined && { threadTs: place.threadTs }),
      });
    } catch (error) {
      if (!GONE.test(refusalOf(error) ?? '')) throw error;
    }
  }
  await patiently(() =>
    client.chat.postEphemeral({ channel: place.channel, user: place.user, ...thread(place), ...bodyOf(content) }),
  );
}

/** A `response_url` that will not work again. */
const GONE = /^(used_up|used_url|expired_url|no_service|status_4\d\d)$/;

/** An update without blocks would keep the old ones: an empty list takes them away. */
async function update(client: Client, shown: Shown, content: Content): Promise<void> {
  try {
    await patiently(() =>
      client.chat.update({ channel: shown.channel, ts: shown.ts, ...bodyOf({ blocks: [], ...content }) }),
    );
  } catch (error) {
    // A message shared into a channel the bot is not in can be changed by response_url alone
    if (!NOT_THERE.test(refusalOf(error) ?? '')) throw error;
    await shown.responseUrl.send(content, { type: 'in_channel', replace: true });
  }
}

const NOT_THERE = /^(not_in_channel|channel_not_found|message_not_found|cant_update_message|is_inactive)$/;

const thread = (place: { readonly threadTs?: string }): { thread_ts?: string } =>
  place.threadTs === undefined ? {} : { thread_ts: place.threadTs };

const bodyOf = ({ text, blocks }: Content): { text: string; blocks?: { type: string }[] } => ({
  text,
  ...(blocks !== undefined && { blocks: [...blocks] }),
});
