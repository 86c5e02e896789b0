import type { ComponentChildren } from 'preact';
import { formatDate } from './dates.ts';
import { emoji } from './emoji.ts';
import { type Block, type Button, type Member, type Message, type RichElement, unescapeTyped } from './world.ts';

/** Slack's mrkdwn as nodes: bold, italic, strike, code, references, emoji. */
export const Mrkdwn = ({ text, members }: { text: string; members: Member[] }) => {
  const parts = text.split(/(<[^<>\n]+>|\*[^*\n]+\*|_[^_\n]+_|~[^~\n]+~|`[^`\n]+`|:[a-z0-9_+-]+:)/g);
  return (
    <>
      {parts.map((part, i) => (
        <Part key={`${i}${part}`} part={part} members={members} />
      ))}
    </>
  );
};

const Part = ({ part, members }: { part: string; members: Member[] }) => {
  const inner = unescapeTyped(part.slice(1, -1));
  if (/^<[^<>]+>$/.test(part)) return <Reference inner={part.slice(1, -1)} members={members} />;
  if (/^\*[^*]+\*$/.test(part)) return <strong>{inner}</strong>;
  if (/^_[^_]+_$/.test(part)) return <em>{inner}</em>;
  if (/^~[^~]+~$/.test(part)) return <s>{inner}</s>;
  if (/^`[^`]+`$/.test(part)) return <code>{inner}</code>;
  return <>{(/^:.+:$/.test(part) && emoji[part.slice(1, -1)]) || unescapeTyped(part)}</>;
};

const Reference = ({ inner, members }: { inner: string; members: Member[] }) => {
  const [target = '', label] = inner.split('|');
  if (target.startsWith('@')) {
    return (
      <span class="mention">@{label ?? members.find((m) => m.id === target.slice(1))?.realName ?? 'someone'}</span>
    );
  }
  if (target.startsWith('!date')) {
    const [, seconds, format = ''] = target.split('^');
    const at = new Date(Number(seconds) * 1000);
    return <time dateTime={at.toISOString()}>{formatDate(at, unescapeTyped(format))}</time>;
  }
  if (target.startsWith('!')) return <span class="mention">@{target.slice(1)}</span>;
  return /^(https?|mailto):/.test(target) ? (
    <a href={target} target="_blank" rel="noopener noreferrer">
      {unescapeTyped(label ?? target)}
    </a>
  ) : (
    unescapeTyped(label ?? target)
  );
};

const Rich = ({ element }: { element: RichElement }): ComponentChildren => {
  const inner = (element.elements ?? []).map((child, i) => <Rich key={`${i}${child.text}`} element={child} />);
  if (element.type === 'rich_text_quote') return <blockquote>{inner}</blockquote>;
  if (element.type === 'rich_text_section') return <div class="rich">{inner}</div>;
  if (element.style?.bold) return <strong>{element.text}</strong>;
  return <>{element.text ?? element.url}</>;
};

type Shown = { members: Member[]; onClick: (button: Button) => void };
type BlockProps = Shown & { block: Block };

const BlockView = ({ block, members, onClick }: BlockProps) => {
  switch (block.type) {
    case 'header':
      return <h3>{block.text?.text}</h3>;
    case 'divider':
      return <hr />;
    case 'section':
      return (
        <div class="section">
          {block.text && <Mrkdwn text={block.text.text} members={members} />}
          {block.fields && (
            <div class="fields">
              {block.fields.map((field) => (
                <div key={field.text}>
                  <Mrkdwn text={field.text} members={members} />
                </div>
              ))}
            </div>
          )}
        </div>
      );
    case 'context':
      return (
        <div class="context">
          {block.elements?.map((element) => (
            <Mrkdwn key={element.text as unknown as string} text={String(element.text)} members={members} />
          ))}
        </div>
      );
    case 'actions':
      return (
        <div class="actions">
          {block.elements?.map((button) => {
            const words = (button.text as unknown as { text: string }).text;
            const common = {
              key: button.action_id,
              class: `action ${button.style ?? ''}`,
              onClick: () => onClick(button),
            };
            // Slack follows the link and tells the app of the click as well.
            return button.url && /^(https?|mailto):/.test(button.url) ? (
              <a {...common} href={button.url} target="_blank" rel="noopener noreferrer">
                {words}
              </a>
            ) : (
              <button {...common} type="button">
                {words}
              </button>
            );
          })}
        </div>
      );
    case 'rich_text':
      return (
        <>
          {block.elements?.map((element, i) => (
            <Rich key={`${i}`} element={element} />
          ))}
        </>
      );
    default:
      return <div class="context">[{block.type}]</div>;
  }
};

/** What a message says: its blocks, or its text. */
export const Body = ({ message, ...props }: Shown & { message: Message }) => {
  if (!message.blocks?.length) {
    return (
      <div class="text">
        <Mrkdwn text={message.text} members={props.members} />
      </div>
    );
  }
  return <Blocks blocks={message.blocks} {...props} />;
};

export const Blocks = ({ blocks, ...props }: Shown & { blocks: Block[] }) => (
  <>
    {blocks.map((block, i) => (
      <BlockView key={`${i}${block.type}`} block={block} {...props} />
    ))}
  </>
);
