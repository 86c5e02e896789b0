/** The launcher's look, and what the panel shares with it. Hosts theme both by the custom properties of `:host`. */
export const launcherStyles = `
:host { all: initial; --accent: var(--chat-accent, #1d6b52); --on-accent: var(--chat-on-accent, #fff); font: 15px/1.5 system-ui, sans-serif; color-scheme: light dark; }
.launcher { position: fixed; inset: auto 20px 20px auto; z-index: 2147483000; width: 56px; height: 56px; border-radius: 50%; border: 0; background: var(--accent); color: var(--on-accent); cursor: pointer; box-shadow: 0 6px 20px #0003; display: grid; place-items: center; }
.launcher:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
.launcher[hidden], [hidden] { display: none; }
.launcher .badge { position: absolute; top: -4px; right: -4px; min-width: 20px; height: 20px; padding: 0 5px; border-radius: 10px; background: #c5291c; color: #fff; font: 600 12px/20px system-ui, sans-serif; box-sizing: border-box; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
