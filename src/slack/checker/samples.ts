// Payloads for the tests of the checker: each is right as it is.

export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
export const option = (value: string) => ({ text: plain(value), value });
export const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
export const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
export const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Name'),
  element,
  ...more,
});
export const select = (more: object) => ({ type: 'static_select', ...more });
export const image = { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'A chart' };
export const rich = (...elements: unknown[]) => ({ type: 'rich_text', elements });
export const richSection = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
export const cell = (text: string) => ({ type: 'raw_text', text });
export const point = (label: string, value = 1) => ({ label, value });
export const chart = (more: object = {}) => ({
  type: 'data_visualization',
  title: 'Checks passed',
  chart: {
    type: 'line',
    series: [{ name: 'gold', data: [point('Mon'), point('Tue')] }],
    axis_config: { categories: ['Mon', 'Tue'] },
    ...more,
  },
});
export const pie = (...segments: unknown[]) => ({
  type: 'data_visualization',
  title: 'Share',
  chart: { type: 'pie', segments },
});
export const card = { type: 'card', title: mrkdwn('payments-api'), actions: [button()] };
export const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
export const x = (count: number) => 'x'.repeat(count);
