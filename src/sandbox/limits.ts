/** Per channel Slack takes about one post a second with short bursts; the same here, over a window of five seconds. */
const window = { ms: 5000, posts: 10 };

/** Seconds to wait before the next post to a channel, or 0 when it may go. */
export const createPostLimit = () => {
  const recent = new Map<string, number[]>();
  return (channel: string, now = Date.now()): number => {
    const posts = (recent.get(channel) ?? []).filter((at) => at > now - window.ms);
    const [first] = posts;
    if (posts.length >= window.posts && first !== undefined) return Math.ceil((first + window.ms - now) / 1000);
    recent.set(channel, [...posts, now]);
    return 0;
  };
};
