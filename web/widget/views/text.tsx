import { useMemo } from 'preact/hooks';
import { partsOf } from './links.ts';

/** Plain text whose addresses can be followed. Nothing else in it means anything. */
export const PlainText = ({ text }: { text: string }) => {
  const parts = useMemo(() => partsOf(text), [text]);
  return (
    <>
      {parts.map(({ text: words, href }, i) =>
        href ? (
          <a key={`${i}${href}`} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {words}
          </a>
        ) : (
          words
        ),
      )}
    </>
  );
};
