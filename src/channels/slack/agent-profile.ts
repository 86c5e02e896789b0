import type { WebClient } from '@slack/web-api';
import type { ChannelAgent } from '../agent-channel.ts';

const largestAvatarBytes = 256 * 1024;
const avatarTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const limitMs = 5000;

/** An agent's display name and picture. A picture that can't be had is left out; a name that can't be had throws. */
export const readProfile = async (client: WebClient, user: string, allowPlainHttp: boolean): Promise<ChannelAgent> => {
  const { user: found } = await client.users.info({ user });
  const profile = found?.profile;
  const name = profile?.display_name || profile?.real_name || found?.real_name || found?.name || 'Agent';
  const url = profile?.image_72;
  const avatar = url ? await fetchAvatar(url, allowPlainHttp) : undefined;
  return { name: name.slice(0, 100), ...(avatar && { avatar }) };
};

const fetchAvatar = async (url: string, allowPlainHttp: boolean): Promise<ChannelAgent['avatar']> => {
  if (!URL.canParse(url)) return undefined;
  const { protocol } = new URL(url);
  if (protocol !== 'https:' && !(allowPlainHttp && protocol === 'http:')) return undefined;
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(limitMs) });
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    if (!response.ok || !avatarTypes.has(type) || !response.body) return undefined;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > largestAvatarBytes) return undefined;
      chunks.push(chunk);
    }
    return { type, bytes: Buffer.concat(chunks) };
  } catch {
    // A picture is decoration: without one the widget shows initials.
    return undefined;
  }
};
