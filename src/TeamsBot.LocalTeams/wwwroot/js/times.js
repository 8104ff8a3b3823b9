const zone = "Europe/London";
const full = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "numeric", minute: "2-digit", hour12: true, timeZone: zone });
const short = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit", hour12: true, timeZone: zone });

/** "Fri, 27 Nov 2026, 4:00 pm", as clocks in Lancashire show it. */
export const fullTime = instant => full.format(new Date(instant));
export const shortTime = instant => short.format(new Date(instant));
