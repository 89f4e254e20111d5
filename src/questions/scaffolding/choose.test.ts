import { describe, expect, it } from 'vitest';
import type { TemplateSummary } from '../../scaffolder/scaffolder.ts';
import { chooseTemplate } from './choose.ts';

function template(name: string, more: Partial<TemplateSummary> = {}): TemplateSummary {
  return {
    ref: `template:default/${name}`,
    title: name,
    description: null,
    tags: [],
    type: 'service',
    owner: null,
    isShipped: false,
    problems: [],
    uses: 0,
    typicalMs: null,
    ...more,
  };
}

const TEMPLATES = [
  template('node-service', { title: 'Node service', tags: ['typescript'] }),
  template('go-service', { title: 'Go service', description: 'gRPC and HTTP' }),
  template('kafka-consumer', { title: 'Kafka consumer', tags: ['typescript'] }),
  template('react-app', { title: 'React app', type: 'website' }),
  template('go-service', { ref: 'template:callboard/go-service', isShipped: true }),
  template('python-service', { ref: 'template:callboard/python-service', isShipped: true }),
  template('spring-boot', { title: 'Spring Boot', tags: ['java'] }),
];

describe('the template that is meant', () => {
  it.each([
    ['kafka consumer', 'template:default/kafka-consumer'],
    ['topic listener', 'template:default/kafka-consumer'],
    ['go service', 'template:default/go-service'],
    ['golang service', 'template:default/go-service'],
    ['go-service', 'template:default/go-service'],
    ['grpc service', 'template:default/go-service'],
    ['python microservice', 'template:callboard/python-service'],
    ['frontend', 'template:default/react-app'],
    ['java service', 'template:default/spring-boot'],
    ['node service', 'template:default/node-service'],
  ])('is found for "%s"', (sort, ref) => {
    expect(chooseTemplate(sort, TEMPLATES)).toMatchObject({ kind: 'one', template: { ref } });
  });

  it('is asked for where several fit', () => {
    expect(chooseTemplate('service', TEMPLATES)).toMatchObject({ kind: 'several' });
    expect(chooseTemplate('typescript', TEMPLATES)).toMatchObject({
      kind: 'several',
      templates: [{ title: 'Node service' }, { title: 'Kafka consumer' }],
    });
  });

  it.each(['rust service', 'jira ticket', 'pizza', 'http'])('is none for "%s"', (sort) => {
    expect(chooseTemplate(sort, TEMPLATES)).toEqual({ kind: 'none' });
  });
});
