/** Runs `stop` once at SIGINT, SIGTERM or when the process that started this one is gone, then exits. */
export const stopOnSignal = (stop: () => Promise<void>, limitMs: number): void => {
  let stopping = false;
  const begin = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), limitMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', begin);
  process.on('SIGTERM', begin);
  // Set only under `npm start`: a kill -9 of that process must leave none behind.
  if (process.channel) process.on('disconnect', begin);
};

/** Tells the process that started this one, if one did, that this part answers. */
export const reportReady = (detail: object = {}): void => {
  process.send?.({ ready: true, ...detail });
};
