import type { WebClient } from '@slack/web-api';
import type { ChannelAgent } from '../agent-channel.ts';
import { storable } from './decode-text.ts';
import { callSlack } from './slack-client.ts';

const largestAvatarBytes = 256 * 1024;
const avatarLimitMs = 5000;
const longestName = 100;

/**
 * An agent's display name and picture. A picture that can't be had is left out; a name that can't be had throws.
 * `plainHttpHost` (host and port) is the one host that a picture may come from without TLS: a local Slack's.
 */
export const readProfile = async (client: WebClient, user: string, plainHttpHost?: string): Promise<ChannelAgent> => {
  const { user: found } = await callSlack(() => client.users.info({ user }));
  const profile = found?.profile;
  const names = [profile?.display_name, profile?.real_name, found?.real_name, found?.name];
  const name = names.map((n) => storable(n?.trim() ?? '', longestName)).find((n) => n !== '') ?? 'Agent';
  const url = profile?.image_192 ?? profile?.image_72;
  const avatar = url ? await fetchAvatar(url, plainHttpHost) : undefined;
  return { name, ...(avatar && { avatar }) };
};

const fetchAvatar = async (address: string, plainHttpHost?: string): Promise<ChannelAgent['avatar']> => {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && url.host === plainHttpHost)) return undefined;
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(avatarLimitMs) });
    const bytes = response.ok ? await readAtMost(response, largestAvatarBytes) : undefined;
    const type = bytes && imageTypeOf(bytes);
    return type ? { type, bytes } : undefined;
  } catch {
    // A picture is decoration: without one the widget shows initials.
    return undefined;
  }
};

const readAtMost = async (response: Response, limit: number): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** By the first bytes: a header could call anything a picture, and an SVG may carry script. */
const imageTypeOf = (bytes: Buffer): string | undefined => {
  const start = bytes.subarray(0, 12).toString('latin1');
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(start)) return 'image/gif';
  if (/^RIFF.{4}WEBP/s.test(start)) return 'image/webp';
  return undefined;
};
