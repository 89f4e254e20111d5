import { richText } from './rich-text.ts';
import {
  boolean,
  byType,
  countUpTo,
  type Fields,
  integer,
  isObject,
  list,
  number,
  object,
  oneOf,
  type Rule,
  report,
  type Shape,
  string,
  type Walk,
} from './rules.ts';

// Tables and charts. https://docs.slack.dev/reference/block-kit/blocks

const COLUMN_LIMIT = 20;
/** Characters in all the cells of a data table. */
const DATA_TABLE_LIMIT = 10_000;

const cell = byType({
  raw_text: object({ required: { type: oneOf('raw_text'), text: string() } }),
  raw_number: object({
    required: { type: oneOf('raw_number'), value: number, text: string() },
  }),
  rich_text: richText,
});
const row = list(cell, COLUMN_LIMIT);

export const table: Shape = {
  required: { rows: list(row, 100) },
  optional: {
    column_settings: list(
      object({ optional: { align: oneOf('left', 'center', 'right'), is_wrapped: boolean } }),
      COLUMN_LIMIT,
    ),
  },
  also: (_value, pointer, walk) => countUpTo(walk, { what: 'table', limit: 1, pointer }),
};

export const dataTable: Shape = {
  required: { rows: list(row, 101, 2), caption: string() },
  optional: {
    page_size: integer(1, 100),
    row_header_column_index: integer(0, COLUMN_LIMIT - 1),
  },
  also(value, pointer, walk) {
    countUpTo(walk, { what: 'table', limit: 1, pointer });
    if (charactersIn(value['rows']) > DATA_TABLE_LIMIT) {
      report(walk, `${pointer}/rows`, `must be less than ${DATA_TABLE_LIMIT + 1} characters`);
    }
  },
};

const LABEL = string(20);
const point = object({ required: { label: LABEL, value: number } });

const pie = object({
  required: {
    type: oneOf('pie'),
    segments: list(object({ required: { label: LABEL, value: positive } }), 6),
  },
});

function seriesChart(type: string): Rule {
  return object({
    required: {
      type: oneOf(type),
      series: list(object({ required: { name: LABEL, data: list(point, COLUMN_LIMIT) } }), 6),
      axis_config: object({
        required: { categories: list(LABEL, COLUMN_LIMIT) },
        optional: { x_label: string(50), y_label: string(50) },
      }),
    },
    also: pointsMatchCategories,
  });
}

export const dataVisualization: Shape = {
  required: {
    title: string(50),
    chart: byType({
      pie,
      line: seriesChart('line'),
      bar: seriesChart('bar'),
      area: seriesChart('area'),
    }),
  },
  also: (_value, pointer, walk) =>
    countUpTo(walk, { what: 'data_visualization', limit: 2, pointer }),
};

function positive(value: unknown, pointer: string, walk: Walk): void {
  number(value, pointer, walk);
  if (typeof value === 'number' && value <= 0) report(walk, pointer, 'must be greater than 0');
}

/** Series have names of their own, and each has one point for every category. */
function pointsMatchCategories(chart: Fields, pointer: string, walk: Walk): void {
  const axis = chart['axis_config'];
  const categories = isObject(axis) ? axis['categories'] : null;
  const series = chart['series'];
  if (!Array.isArray(categories) || !Array.isArray(series)) return;
  const wanted = new Set(categories);
  if (wanted.size < categories.length) {
    report(walk, `${pointer}/axis_config/categories`, 'must be unique');
  }
  const names = new Set<unknown>();
  for (const [index, one] of series.slice(0, 6).entries()) {
    if (!isObject(one) || !Array.isArray(one['data'])) continue;
    const place = `${pointer}/series/${index}`;
    if (names.has(one['name'])) report(walk, `${place}/name`, 'must be unique');
    names.add(one['name']);
    const labels = one['data'].map((entry) => (isObject(entry) ? entry['label'] : undefined));
    const isComplete = labels.length === wanted.size && labels.every((label) => wanted.has(label));
    if (!isComplete || new Set(labels).size < labels.length) {
      report(walk, `${place}/data`, 'must have exactly one point for each category');
    }
  }
}

function charactersIn(rows: unknown): number {
  if (!Array.isArray(rows)) return 0;
  return rows
    .filter(Array.isArray)
    .flat()
    .reduce((sum: number, one) => {
      const text = isObject(one) ? one['text'] : undefined;
      return sum + (typeof text === 'string' ? text.length : 0);
    }, 0);
}
