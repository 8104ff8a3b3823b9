/** What Local Teams answered instead of what was asked for; `status` 0 means that it could not be reached. */
export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiError(0, "unreachable", "Local Teams does not answer. Is it still running?");
  }
  const text = await response.text();
  const answer = text && response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : null;
  if (!response.ok) throw new ApiError(response.status, answer?.error?.code ?? "", answer?.error?.message ?? `Local Teams answered ${response.status}.`);
  return answer;
}

const person = oid => `/client/people/${encodeURIComponent(oid)}`;
const chat = (oid, cid) => `${person(oid)}/conversations/${encodeURIComponent(cid)}/messages`;

export const people = async () => (await call("GET", "/client/people")).people;
export const conversations = async oid => (await call("GET", `${person(oid)}/conversations`)).conversations;
export const messages = (oid, cid, after) => call("GET", `${chat(oid, cid)}?after=${after}`);
export const send = (oid, cid, text) => call("POST", chat(oid, cid), { text });
export const press = (oid, cid, mid, what) => call("POST", `${chat(oid, cid)}/${encodeURIComponent(mid)}/press`, what);
export const refresh = (oid, cid, mid, trigger) => call("POST", `${chat(oid, cid)}/${encodeURIComponent(mid)}/refresh`, { trigger });
/** One of block, unblock, install and uninstall: what a person can do to the bot. */
export const setApp = (oid, what) => call("POST", `${person(oid)}/${what}`, {});
export const clock = () => call("GET", "/client/clock");
export const moveClock = by => call("POST", "/client/clock", by);
