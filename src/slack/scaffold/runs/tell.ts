import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { channelsOf } from '../../../catalog/channels.ts';
import { entities } from '../../../db/schema.ts';
import { describeError } from '../../../errors.ts';
import type { RunReport } from '../../../scaffolder/runs/run.ts';
import { bold, escaped, mention, section, sections } from '../../blocks.ts';
import type { Address, Content } from '../../message.ts';
import { messageByKey } from '../../outbox-store.ts';
import type { ScaffoldWorld } from '../parts.ts';
import { drawApproval, verdictLine } from './approval.ts';
import { drawRun, nameOf, type RunDrawing, STEPS } from './draw.ts';
import { messageOfRun, messagePosted, type RunMessage, saveTold } from './message-store.ts';
import { stepLines } from './steps.ts';

/** People of a team without a channel that are asked one by one. */
const MEMBERS = 10;

/**
 * Brings what Slack shows of a run up to date: its message, the replies below it that are worth one, and the cards of those who are
 * asked to approve. What was told is kept, so that telling again changes nothing.
 */
export function createTell(world: ScaffoldWorld) {
  const { scaffolder, db, outbox, index, reach, log } = world;

  return async function tell(run: string): Promise<void> {
    const report = await scaffolder.report(run);
    if (!report) return;
    const { row, isShown, person } = await messageOfRun(db, run);
    const drawing = await drawingOf(report, person);
    const told = { ...row.told };
    await tellApprovers(report, drawing, told);
    const isTold = !isShown || (await tellAsker(report, drawing, { row, told }));
    if (isTold) told['state'] = report.state;
    await saveTold(db, run, told);
  };

  async function drawingOf(report: RunReport, person: string | null): Promise<RunDrawing> {
    const view = await index.current();
    const isDone = report.state === 'completed';
    return {
      person,
      pageOf: world.pageOf,
      labelOf(ref) {
        const entry = view.get(ref);
        return entry ? (entry.title ?? entry.name) : ref;
      },
      scorecards: isDone ? await scorecardsOf(report) : [],
    };
  }

  /** Scorecards are extra: without them the result is told all the same. */
  async function scorecardsOf({ id }: RunReport) {
    try {
      return (await world.scorecards?.ofRun(id)) ?? [];
    } catch (error) {
      log.warn({ run: id, reason: describeError(error) }, 'projected scorecards could not be had');
      return [];
    }
  }

  type Telling = { row: RunMessage; told: Record<string, string> };

  /** The message itself, and its replies. False where Slack has not taken it yet. */
  async function tellAsker(
    report: RunReport,
    drawing: RunDrawing,
    { row, told }: Telling,
  ): Promise<boolean> {
    const posted = await post(report, drawing, { row, told });
    if (!posted) return false;
    for (const { key, content } of repliesTo(report, drawing)) {
      if (told[key]) continue;
      const threadTs = row.threadTs ?? posted.ts;
      const address: Address = { kind: 'channel', channel: posted.channel, threadTs };
      await outbox.answer(address, content, `run:${report.id}:${key}`);
      told[key] = 'yes';
    }
    return !posted.isBehind;
  }

  async function post(
    report: RunReport,
    drawing: RunDrawing,
    { row, told }: Telling,
  ): Promise<{ channel: string; ts: string; isBehind: boolean } | null> {
    const content = drawRun(report, drawing);
    const shown = hashOf(content);
    if (row.ts) {
      const { channel, ts } = row;
      return {
        channel,
        ts,
        isBehind: !(await change(report.id, { channel, ts }, { content, told, as: 'card' })),
      };
    }
    const key = `run:${report.id}:card`;
    const address: Address = { kind: 'channel', channel: row.channel, threadTs: row.threadTs };
    await outbox.answerAnew(address, content, key);
    const sent = await messageByKey(db, key);
    if (!sent?.ts) return null;
    const { channel, ts } = sent;
    await messagePosted(db, row, { channel, ts });
    const wasPostedBefore = told['card'] !== undefined;
    told['card'] ??= shown;
    // A crash between sending and keeping: what was sent then is brought up to date now.
    if (wasPostedBefore) return { channel, ts, isBehind: true };
    return {
      channel,
      ts,
      isBehind: !(await change(report.id, { channel, ts }, { content, told, as: 'card' })),
    };
  }

  /** Changes a message where it shows something else. False where the change before is still on its way: a later one must not be overtaken by it. */
  async function change(
    run: string,
    { channel, ts }: { channel: string; ts: string },
    { content, told, as }: { content: Content; told: Record<string, string>; as: string },
  ): Promise<boolean> {
    const shown = hashOf(content);
    if (told[as] === shown) return true;
    const turn = Number(told[`${as}.turn`] ?? 0);
    const before = turn > 0 ? await messageByKey(db, `run:${run}:${as}:${turn}`) : null;
    if (before && !before.sentAt && !before.failedAt) return false;
    const address: Address = { kind: 'update', channel, ts, threadTs: null };
    const key = `run:${run}:${as}:${turn + 1}`;
    await outbox.answer(address, content, key);
    told[as] = shown;
    told[`${as}.turn`] = String(turn + 1);
    return true;
  }

  async function tellApprovers(
    report: RunReport,
    drawing: RunDrawing,
    told: Record<string, string>,
  ): Promise<void> {
    if (!report.approval) return;
    const known = Object.keys(told).filter((key) => key.startsWith('asked:'));
    const isOpen = report.state === 'waiting';
    if (!isOpen && known.length === 0) return;
    const places =
      known.length > 0
        ? known.map((key) => key.slice('asked:'.length))
        : await placesOf(report.approval.from);
    const content = drawApproval(report, drawing);
    for (const place of places) {
      const key = `run:${report.id}:approval:${place}`;
      const posted = await messageByKey(db, key);
      if (!posted?.ts) {
        await outbox.answerAnew({ kind: 'channel', channel: place, threadTs: null }, content, key);
        told[`asked:${place}`] ??= 'yes';
        told[`approval:${place}`] ??= hashOf(content);
      } else {
        const { channel, ts } = posted;
        told[`asked:${place}`] ??= 'yes';
        await change(report.id, { channel, ts }, { content, told, as: `approval:${place}` });
      }
    }
  }

  /** Where a team or a person is asked: the channel of the team, else its members one by one. */
  async function placesOf(ref: string): Promise<string[]> {
    if (ref.startsWith('user:')) return placeOfPerson(ref);
    const [row] = await db.select().from(entities).where(eq(entities.ref, ref));
    if (row && !row.removedAt) {
      const { channel, askChannel } = channelsOf(row.entity);
      for (const named of [channel, askChannel]) {
        if (!named || (await reach.barrierTo(named)) !== null) continue;
        const id = await reach.channelIdOf(named);
        if (id) return [id];
      }
    }
    const view = await index.current();
    const members = view.out(ref, 'hasMember').slice(0, MEMBERS);
    return (await Promise.all(members.map(placeOfPerson))).flat();
  }

  async function placeOfPerson(ref: string): Promise<string[]> {
    const id = await reach.slackIdOf(ref).catch(() => null);
    return id ? [id] : [];
  }
}

/** What is worth a message of its own: what was said about an approval, what went wrong, and the end. */
function repliesTo(report: RunReport, drawing: RunDrawing): { key: string; content: Content }[] {
  const { state, approval, steps, error, endedAt } = report;
  const to = drawing.person ? `${mention(drawing.person)} ` : '';
  const at = endedAt?.getTime() ?? 0;
  const replies: { key: string; content: Content }[] = [];
  const say = (key: string, text: string, lines: readonly string[] = []) =>
    void replies.push({ key, content: { text, blocks: [section(text), ...sections(lines)] } });
  // Whoever asks and may approve it needs no approval; then nothing was said.
  if (approval?.by && approval.by !== report.by)
    say('reply:verdict', `${to}${verdictLine(report, drawing)}`);
  if (state === 'failed') {
    const step = steps.find((one) => one.state === 'failed');
    const where = step ? `The step ${bold(step.name, 100)} failed` : 'It failed';
    const why = error?.message ?? step?.reason ?? 'I do not know why.';
    say(`reply:failed:${at}`, `${to}:x: ${where}: ${escaped(why, 1_500)}`);
  }
  // Its message shows the result then, and no steps any more.
  if (state === 'completed')
    say(
      `reply:completed:${at}`,
      `${to}:white_check_mark: ${bold(nameOf(report), 120)} is ready.`,
      stepLines(steps, STEPS),
    );
  return replies;
}

function hashOf(content: Content): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}
