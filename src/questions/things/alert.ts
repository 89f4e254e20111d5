import type { Pasted, Thing } from './thing.ts';

const HEAD =
  /\[(?:FIRING|RESOLVED|TRIGGERED|ALERTING|OK|NO DATA|PENDING)(?::\s*\d+)?\]|^\s*(?:Triggered|Resolved|Re-Triggered)\s*:|\balertname\s*[=:]|^\s*\[?#\d{3,}\]?\s/im;
/** Whether this is the first line of an alert: `[FIRING:1] …`, `Triggered: …`. */
export function isAlertHead(line: string): boolean {
  return HEAD.test(line.slice(0, LINE));
}

/** Labels and fields whose value names the thing that is wrong, the surest first. */
const LABELS = ['service', 'component', 'app', 'application', 'deployment', 'job', 'container'];

/** Titles are shorter. */
const LINE = 500;

/** The text of an alert, as Alertmanager, Grafana, PagerDuty and Datadog write it. */
export function readAlert(text: string): Pasted | null {
  if (!HEAD.test(text)) return null;
  const title = text
    .split('\n')
    .map((line) => line.trim().slice(0, LINE))
    .find((line) => HEAD.test(line));
  const name = title
    ?.replace(/.*\[(?:FIRING|RESOLVED|TRIGGERED|ALERTING|OK|NO DATA|PENDING)[^\]]*\]\s*/i, '')
    .replace(/^\s*(?:(?:Re-)?Triggered|Resolved)\s*:\s*/i, '')
    .replace(/^\[?#\d+\]?\s*/, '')
    .replace(/\s+(?:\(|-\s|on\s|for\s|\{).*$/, '')
    .trim();
  const labels = LABELS.map((label) => labelOf(text, label));
  const names = [labelOf(text, 'alertname'), name, ...labels, ...inBrackets(title ?? '')];
  const things = [...new Set(names)].flatMap((one): Thing[] =>
    one && !/\s/.test(one) ? [{ kind: 'name', said: one, name: one }] : [],
  );
  return things.length > 0 ? { what: 'alert', things, isSure: true } : null;
}

/** Alertmanager's titles end in the values of the group's labels: "HighErrorRate (ledger prod critical)". Names are the ones with a joint. */
function inBrackets(title: string): string[] {
  const values = /\(([^()]*)\)\s*$/.exec(title)?.[1]?.split(/\s+/) ?? [];
  return values.filter((value) => /^[a-z][\w.]*-[\w.-]*\w$/i.test(value));
}

/** `service="ledger"`, `service: ledger`, `- service = ledger`. */
function labelOf(text: string, label: string): string | null {
  const shape = new RegExp(`(?:^|[\\s,{(-])${label}\\s*[=:]\\s*["']?([\\w.:/-]+)`, 'im');
  return shape.exec(text)?.[1] ?? null;
}
