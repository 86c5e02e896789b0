const link = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]|[\w.+-]+@[\w-]+\.[\w.-]*\w)/g;

/** Plain text whose addresses can be followed. Nothing else in it means anything. */
export const PlainText = ({ text }: { text: string }) => (
  <>
    {text.split(link).map((part, i) =>
      i % 2 === 1 ? (
        <a
          key={`${i}${part}`}
          href={part.includes('://') ? part : `mailto:${part}`}
          target="_blank"
          rel="noopener noreferrer nofollow"
        >
          {part}
        </a>
      ) : (
        part
      ),
    )}
  </>
);
