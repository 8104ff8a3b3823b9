const pollEvery = 5_000;
const gather = 150;

/** Calls `changed` whenever Local Teams says that something has: by its events, or by asking every few seconds while they do not come. */
export function listen(changed) {
  let pending = null;
  let polling = null;
  const soon = () => { pending ??= setTimeout(() => { pending = null; changed(); }, gather); };
  const poll = on => {
    if (on) polling ??= setInterval(changed, pollEvery);
    else { clearInterval(polling); polling = null; }
  };
  const connect = () => {
    const events = new EventSource("/client/events");
    events.onopen = () => { poll(false); soon(); };
    events.onmessage = soon;
    events.onerror = () => {
      poll(true);
      if (events.readyState === EventSource.CLOSED) setTimeout(connect, pollEvery);
    };
  };
  poll(true);
  connect();
}
