import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One POST over kept connections; resolves with whatever status comes. */
export const post = (
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

/** Throws for an answer other than 2xx. */
export const postJson = async (url: string, body: object, token?: string) => {
  const answer = await post(url, JSON.stringify(body), {
    'content-type': 'application/json',
    ...(token && { authorization: `Bearer ${token}` }),
  });
  if (answer.status >= 300) throw new Error(`${url}: ${answer.status} ${answer.text.slice(0, 200)}`);
  return JSON.parse(answer.text);
};
