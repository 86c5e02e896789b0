import { errors, jwtVerify, SignJWT } from 'jose';

export type ConversationToken = { workspaceId: string; conversationId: string };
export type TokenFault = 'expired' | 'wrong';

const usualLifeMs = 3_600_000;

/** Signs and checks conversation tokens: good for an hour, renewed by the conversation's resume secret. */
export const createTokens = (secret: string, lifeMs = usualLifeMs) => {
  const key = new TextEncoder().encode(secret);
  return {
    async issue(token: ConversationToken): Promise<{ token: string; expiresAt: string }> {
      const expiresAt = new Date(Date.now() + lifeMs);
      const signed = await new SignJWT({ ws: token.workspaceId })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(token.conversationId)
        .setAudience('widget')
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token: signed, expiresAt: expiresAt.toISOString() };
    },
    /** `expiresAt`: ms since 1970. */
    async check(token: string): Promise<(ConversationToken & { expiresAt: number }) | TokenFault> {
      try {
        const { payload } = await jwtVerify(token, key, { audience: 'widget', algorithms: ['HS256'] });
        if (typeof payload.sub !== 'string' || typeof payload.ws !== 'string') return 'wrong';
        return { workspaceId: payload.ws, conversationId: payload.sub, expiresAt: (payload.exp ?? 0) * 1000 };
      } catch (error) {
        return error instanceof errors.JWTExpired ? 'expired' : 'wrong';
      }
    },
  };
};
export type Tokens = ReturnType<typeof createTokens>;
