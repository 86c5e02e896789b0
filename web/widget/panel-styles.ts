/** The panel's look. In a file of its own: it is not loaded with the launcher. */
export const panelStyles = `
:host { --paper: light-dark(#fff, #1c2024); --ink: light-dark(#1e2428, #e8ebed); --faint: light-dark(#5d6770, #a0a9b1); --edge: light-dark(#e4e8eb, #343b42); --soft: light-dark(#f1f4f5, #272d33); --danger: light-dark(#a8261c, #ff9b92); --link: light-dark(#14543f, #7fd6b5); }
* { box-sizing: border-box; }
.panel { position: fixed; inset: auto 20px 20px auto; z-index: 2147483001; width: 384px; height: min(640px, calc(100dvh - 40px)); display: flex; flex-direction: column; background: var(--paper); color: var(--ink); border: 1px solid var(--edge); border-radius: 16px; overflow: hidden; box-shadow: 0 12px 48px #0004; font: 15px/1.5 system-ui, sans-serif; animation: rise .16s ease-out; }
@keyframes rise { from { transform: translateY(12px); opacity: 0; } }
button, input, textarea, select { font: inherit; color: inherit; }
button { cursor: pointer; min-height: 32px; border: 1px solid var(--edge); border-radius: 9px; background: var(--paper); padding: 3px 12px; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
button:disabled, button[aria-disabled=true] { opacity: .5; cursor: default; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
p { margin: 0; }
.head { display: flex; align-items: center; padding: 12px 10px 12px 18px; background: var(--accent); color: var(--on-accent); }
.head h2 { font-size: 16px; margin: 0; flex: 1; }
.head button { border: 0; background: none; font-size: 24px; line-height: 1; color: inherit; min-width: 36px; }
.offline { padding: 5px 18px; background: var(--soft); color: var(--faint); font-size: 13px; }
.history { flex: 1; min-height: 0; position: relative; overflow: hidden; }
.log:focus-visible { outline-offset: -2px; }
.log { height: 100%; overflow-y: auto; overscroll-behavior: contain; padding: 16px; display: flex; flex-direction: column; gap: 12px; }
.greeting { color: var(--faint); text-align: center; margin: auto 24px; }
.line { max-width: 84%; align-self: flex-start; }
.line.continues { margin-top: -8px; }
.line.customer { align-self: flex-end; }
.author { display: flex; gap: 6px; align-items: center; font-size: 13px; color: var(--faint); margin-bottom: 3px; }
.label { font-size: 11px; border: 1px solid var(--edge); border-radius: 5px; padding: 0 4px; }
.portrait { width: 24px; height: 24px; border-radius: 50%; display: inline-grid; place-items: center; background: var(--accent); color: var(--on-accent); font-size: 13px; vertical-align: -7px; }
.bubble { background: var(--soft); padding: 8px 13px; border-radius: 14px; white-space: pre-wrap; overflow-wrap: anywhere; }
.line.agent .bubble { border: 1px solid var(--edge); background: var(--paper); }
.line.customer .bubble { background: var(--accent); color: var(--on-accent); }
.line.customer .bubble a { color: inherit; }
.bubble.pending { opacity: .65; }
.bubble.faulty { outline: 2px solid var(--danger); }
a { color: var(--link); }
.beside, .faint { font-size: 13px; color: var(--faint); }
.beside { text-align: right; margin-top: 3px; }
.beside button { font-size: 13px; min-height: 26px; padding: 1px 8px; }
.system { align-self: center; text-align: center; font-size: 13px; color: var(--faint); max-width: 90%; }
.earlier { align-self: center; font-size: 13px; }
.to-end { position: absolute; bottom: 8px; left: 50%; transform: translateX(-50%); border-radius: 16px; box-shadow: 0 2px 10px #0003; font-size: 13px; }
.session { max-height: 60%; overflow-y: auto; padding: 10px 16px; border-top: 1px solid var(--edge); display: flex; flex-wrap: wrap; gap: 8px; align-items: center; justify-content: space-between; }
.session p { flex: 1 1 auto; }
.session > button.primary { flex: 1; }
.hours { white-space: pre-line; font-size: 13px; color: var(--faint); flex-basis: 100% !important; }
.closed { font-size: 13px; color: var(--faint); flex-basis: 100% !important; }
.reach { flex-basis: 100%; display: flex; flex-wrap: wrap; gap: 8px; align-items: end; }
.reach label { flex: 1; display: grid; gap: 2px; font-size: 13px; color: var(--faint); }
.reach input { color: var(--ink); font-size: 15px; }
button.link { border: 0; background: none; padding: 0; min-height: 24px; color: var(--link); text-decoration: underline; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; }
[role=alert] { color: var(--danger); font-size: 13px; flex-basis: 100% !important; }
.spinner { display: inline-block; width: 12px; height: 12px; border: 2px solid var(--edge); border-top-color: var(--link); border-radius: 50%; animation: turn 1s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
.composer { display: flex; flex-wrap: wrap; gap: 8px; padding: 10px 12px 12px; border-top: 1px solid var(--edge); align-items: end; }
.composer textarea { flex: 1; resize: none; field-sizing: content; min-height: 40px; max-height: 130px; }
textarea, input, select { border: 1px solid light-dark(#87919a, #6b757e); border-radius: 10px; background: var(--paper); padding: 7px 11px; width: 100%; }
.composer button { min-height: 40px; min-width: 44px; background: var(--accent); border-color: var(--accent); color: var(--on-accent); display: grid; place-items: center; }
.session-form { display: contents; }
.form { padding: 14px 16px; border-top: 1px solid var(--edge); display: grid; gap: 9px; overflow-y: auto; scroll-padding-bottom: 110px; max-height: 75%; }
.form > .buttons { position: sticky; bottom: -14px; margin: 0 -16px -14px; padding: 10px 16px 14px; background: var(--paper); }
form.form > .buttons { border-top: 1px solid var(--edge); }
.form h3 { margin: 0; font-size: 15px; }
.form label { display: grid; gap: 2px; font-size: 13px; color: var(--faint); }
.form .tick { display: flex; gap: 8px; align-items: start; }
.form .tick input { width: auto; margin-top: 4px; }
.form .field-fault { color: var(--danger); font-size: 13px; }
[aria-invalid=true] { border-color: var(--danger); }
.form input, .form textarea, .form select { color: var(--ink); font-size: 15px; resize: vertical; }
@media (max-width: 480px) { .panel { inset: 0; width: auto; height: 100dvh; border: 0; border-radius: 0; } }
@media (max-height: 480px) { .form { max-height: none; scroll-padding-bottom: 0; } .form > .buttons { position: static; } }
@media (prefers-reduced-motion: reduce) { .panel, .spinner { animation: none; } }
@media (forced-colors: active) { .bubble, .panel, .launcher { border: 1px solid CanvasText; } }
`;
