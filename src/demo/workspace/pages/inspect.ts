import { raw } from 'hono/html';
import { escapeHtml, type Html, html } from '../../../html.ts';
import type { Exchange } from '../../slack/model.ts';
import { messageAt } from '../reading.ts';
import type { Place } from '../scene.ts';
import { clock, fullTime } from '../times.ts';
import { traceOf } from '../trace.ts';
import { icon } from './icons.ts';

/** The side panel of one message: what the checker says, the payload, and every call on the way, in order. */
export function drawInspection({ slack, scene, channel, ts }: Place): Html {
  const message = messageAt(slack, { channel: channel.id, ts, me: scene.me });
  if (!message) return html``;
  const thread = slack.thread(channel.id, message.threadTs ?? message.ts);
  const trace = traceOf(message, thread, slack.journal());
  const payload = {
    channel: message.channel,
    ts: message.ts,
    ...(message.threadTs && { thread_ts: message.threadTs }),
    user: message.user,
    text: message.text,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
  };
  const took = trace.all.reduce((sum, { ms }) => sum + ms, 0);
  return html`<section class="pane inspect" data-pane="inspect" data-channel="${channel.id}" data-inspect-of="${ts}" aria-label="What happened" data-testid="inspect">
    <header class="pane-head">
      <div class="pane-title"><h2>What happened</h2></div>
      <button type="button" class="icon-button push" data-close-aside aria-label="Close panel">${icon('close')}</button>
    </header>
    <div class="inspect-body" data-list>
      <div class="inspect-part" data-key="verdict">${drawVerdict(trace.problems, message.blocks.length)}</div>
      <section class="inspect-part" data-key="calls">
        <h3>Calls, in order</h3>
        <p class="muted">${trace.all.length ? `${trace.all.length} exchanges between Slack and the app, ${round(took)} ms in all.` : 'No exchange is on record: the message was here before the app.'}</p>
        <ol class="exchanges">${trace.all.map((exchange) => drawExchange(exchange, scene.tz))}</ol>
      </section>
      <section class="inspect-part" data-key="payload">
        <h3>Payload</h3>
        <div class="json">${copyButton()}<pre tabindex="0">${drawJson(payload)}</pre></div>
      </section>
    </div>
  </section>`;
}

function drawVerdict(problems: readonly string[], blocks: number): Html {
  if (problems.length > 0) {
    return html`<div class="verdict bad" data-testid="verdict">${icon('alert')}<div><strong>Slack would refuse this</strong><ul>${problems.map((problem) => html`<li>${problem}</li>`)}</ul></div></div>`;
  }
  const words = blocks === 1 ? '1 block' : `${blocks} blocks`;
  return html`<div class="verdict good" data-testid="verdict">${icon('check')}<div><strong>Slack would take this</strong><p>${blocks > 0 ? `${words} checked against Slack’s limits, no problem found.` : 'Text without blocks, within Slack’s limits.'}</p></div></div>`;
}

function drawExchange(exchange: Exchange, tz: string): Html {
  const isToApp = exchange.direction === 'slack-to-app';
  const refusal = (exchange.response as { ok?: unknown; error?: unknown } | null)?.error;
  const isBad = exchange.status >= 400 || exchange.status === 0 || typeof refusal === 'string';
  const at = new Date(exchange.at);
  return html`<li class="${isToApp ? 'to-app' : 'to-slack'}"><details>
    <summary>
      <span class="way">${isToApp ? 'Slack → app' : 'app → Slack'}</span>
      <span class="call">${exchange.name}</span>
      <span class="code ${isBad ? 'bad' : ''}">${typeof refusal === 'string' ? refusal : exchange.status || 'no answer'}</span>
      <span class="muted">${round(exchange.ms)} ms</span>
      <time class="muted" datetime="${exchange.at}" title="${fullTime(at, tz)}">${clock(at, tz)}</time>
    </summary>
    <h4>Request</h4><div class="json">${copyButton()}<pre tabindex="0">${drawJson(exchange.request)}</pre></div>
    <h4>Response</h4><div class="json">${copyButton()}<pre tabindex="0">${drawJson(exchange.response)}</pre></div>
  </details></li>`;
}

function copyButton(): Html {
  return html`<button type="button" class="icon-button copy" data-copy aria-label="Copy" title="Copy">${icon('copy')}</button>`;
}

function round(ms: number): number {
  return ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms);
}

const JSON_TOKENS =
  /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/** A value as indented JSON with its names and texts in colours. */
function drawJson(value: unknown): Html {
  const text = JSON.stringify(value, null, 2) ?? 'null';
  let out = '';
  let end = 0;
  for (const found of text.matchAll(JSON_TOKENS)) {
    const [token, string, colon] = found;
    const looks = string ? (colon ? 'key' : 'string') : 'atom';
    out += `${escapeHtml(text.slice(end, found.index))}<span class="${looks}">${escapeHtml(string ?? token)}</span>${colon ?? ''}`;
    end = found.index + token.length;
  }
  return raw(out + escapeHtml(text.slice(end)));
}
