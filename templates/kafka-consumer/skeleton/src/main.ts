import { setTimeout as wait } from 'node:timers/promises';
import { Consumer, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka';
import { handle } from './handle.ts';
import { handledInMemory } from './handled.ts';
import { createHealth } from './health.ts';
import { createLog } from './log.ts';
import { readSettings } from './settings.ts';
import { type Needs, take } from './take.ts';

const settings = readSettings(process.env);
const log = createLog({ service: settings.name, version: settings.version });
const connection = {
  clientId: settings.name,
  bootstrapBrokers: settings.brokers,
  ...(settings.isEncrypted && { tls: {} }),
  ...(settings.login && { sasl: { mechanism: 'SCRAM-SHA-512' as const, ...settings.login } }),
};
const consumer = new Consumer({
  ...connection,
  groupId: settings.group,
  deserializers: stringDeserializers,
});
const producer = new Producer({ ...connection, serializers: stringSerializers });

const needs: Needs = {
  handle,
  handled: handledInMemory(),
  wait: (ms) => wait(ms),
  log,
  bury: async ({ key, value, headers, topic, partition, offset }, reason) => {
    const from = `${topic}/${partition}/${offset}`;
    const message = { topic: settings.deadLetterTopic, key: key ?? '', value: value ?? '' };
    await producer.send({
      messages: [{ ...message, headers: { ...Object.fromEntries(headers), reason, from } }],
    });
  },
};

let state: 'starting' | 'reading' | 'stopping' = 'starting';
const health = createHealth(() => state === 'reading').listen(settings.port);

/** Lets the event that is being handled come to its end, and does not wait longer than the platform would. */
function stop(signal: NodeJS.Signals): void {
  if (state !== 'reading') process.exit(0);
  state = 'stopping';
  log.info('stopping', { signal });
  wait(20_000, null, { ref: false }).then(() => process.exit(1));
  events.close();
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

// An offset is committed only when its event has come to its end: after a crash the event comes again.
const events = await consumer.consume({
  topics: [settings.topic],
  mode: 'committed',
  fallbackMode: 'earliest',
  autocommit: false,
});
state = 'reading';
log.info('reading', { topic: settings.topic, group: settings.group });
for await (const event of events) {
  await take(event, needs);
  await event.commit();
}
await Promise.all([consumer.close(), producer.close()]);
health.close();
log.info('stopped');
