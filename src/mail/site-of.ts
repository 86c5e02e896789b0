/**
 * Where a mail may send a customer: the page where they were, when this server or the workspace's own origins show the chat
 * there; what a browser claims is otherwise no place to send anybody. Without its query. `publicUrl`: of this server.
 */
export const siteOf = (
  pageUrl: string | null,
  { allowedOrigins }: { allowedOrigins: string[] },
  publicUrl: string | undefined,
): string | undefined => {
  if (!pageUrl || !URL.canParse(pageUrl)) return undefined;
  const { origin, pathname } = new URL(pageUrl);
  const ours = publicUrl !== undefined && new URL(publicUrl).origin === origin;
  return ours || allowedOrigins.includes(origin) ? `${origin}${pathname}` : undefined;
};
