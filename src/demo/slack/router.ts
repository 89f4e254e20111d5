import { useResponseUrl } from './response-url.ts';
import { begin, record } from './state.ts';
import { receiveUpload } from './web-api/files.ts';
import type { Call } from './web-api/method.ts';
import {
  BrokenConnection,
  failed,
  serveMethod,
  takeFailure,
  untilGivenUp,
} from './web-api/serve.ts';

/** Answers what the app asks of Slack, whatever the host: Web API methods, response addresses and uploads. */
export function createRouter(call: Call): (request: Request) => Promise<Response> {
  const { state } = call;
  return async (request) => {
    const { pathname } = new URL(request.url);
    const [, area, ...rest] = pathname.split('/');
    const name = rest.join('/');
    switch (area) {
      case 'api':
        return serveMethod(call, name, request);
      case 'commands':
      case 'actions':
      case 'app':
        return serveResponseUrl(call, name, request);
      case 'upload': {
        const failure = takeFailure(state, 'upload');
        if (!failure) return receiveUpload(state, rest.at(-1) ?? '', request);
        return failed(failure)?.response ?? breakConnection();
      }
      case 'files-pri':
        return serveFile(call, rest[0] ?? '', request);
      default:
        return new Response('not found', { status: 404 });
    }
  };
}

async function serveResponseUrl(call: Call, id: string, request: Request): Promise<Response> {
  const { state } = call;
  const beginning = begin(state);
  const given: unknown = await request.json().catch(() => null);
  const failure = takeFailure(state, 'response_url');
  if (failure?.isSilent) await untilGivenUp(request.signal);
  const refusal = failure ? failed(failure) : null;
  const replied = failure ? null : useResponseUrl(state, id, given);
  record(state, beginning, {
    direction: 'app-to-slack',
    name: 'response_url',
    request: given,
    status: replied?.status ?? refusal?.response.status ?? 0,
    response: replied?.body ?? refusal?.body ?? 'connection_failed',
    message: replied?.message ? { channel: replied.message.channel, ts: replied.message.ts } : null,
    problems: (replied?.problems ?? []).map(
      ({ pointer, message }) => `${message} [json-pointer:${pointer}]`,
    ),
  });
  if (replied) return Response.json(replied.body, { status: replied.status });
  return refusal?.response ?? breakConnection();
}

/** A file for whoever has the bot's token. */
function serveFile({ state }: Call, id: string, request: Request): Response {
  const isAllowed = request.headers.get('authorization') === `Bearer ${state.bot.botToken}`;
  const file = state.files.get(id);
  if (!isAllowed || !file?.bytes) return new Response('not found', { status: 404 });
  return new Response(new Uint8Array(file.bytes));
}

function breakConnection(): never {
  throw new BrokenConnection('fetch failed');
}
