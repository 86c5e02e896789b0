import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ContactValues } from '../../../src/contract/contact-form.ts';
import { launcherStyles } from '../../widget/launcher-styles.ts';
import { panelStyles } from '../../widget/panel-styles.ts';
import { Fields } from '../../widget/views/contact-fields.tsx';
import { type ContactDraft, contactOf } from './contact-draft.ts';

/** The form fills its box here, and scrolls with the page. */
const here = ':host { color: var(--ink); background: var(--paper); } .form { border: 0; max-height: none; }';
const blank: ContactValues = { name: '', email: '', message: '', extra: {}, consent: null };

/** The form as customers see it, to look at and to try. */
export const FormPreview = ({ draft }: { draft: ContactDraft }) => {
  const [open, setOpen] = useState(false);
  return (
    <details class="preview" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Preview</summary>
      {open && <Shown draft={draft} />}
    </details>
  );
};

/** In a shadow root of its own: it has the widget's looks, and is no part of the page's form. */
const Shown = ({ draft }: { draft: ContactDraft }) => {
  const place = useRef<HTMLDivElement>(null);
  const [values, setValues] = useState(blank);
  useEffect(() => {
    const root = place.current?.attachShadow({ mode: 'open' });
    if (!root) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(launcherStyles + panelStyles + here);
    root.adoptedStyleSheets = [sheet];
    return () => render(null, root);
  }, []);
  useEffect(() => {
    const root = place.current?.shadowRoot;
    if (!root) return;
    const { targets: _, ...form } = contactOf(draft);
    render(
      <div class="form">
        <Fields form={form} values={values} faults={{}} locked={false} onChange={setValues} />
      </div>,
      root,
    );
  });
  return <div ref={place} class="preview-form" />;
};
