import { refIn } from '../../catalog/descriptor.ts';
import { readYaml, type YamlDocument } from '../../catalog/yaml.ts';
import { valueAt } from '../json.ts';
import { type Locate, NOWHERE, type Path } from '../read-template.ts';

/** Where something stands in a document of a file, by its position or its ref; the text is looked into only when it is asked. */
export function locateIn(text: string, which: number | string): Locate {
  let document: YamlDocument | null | undefined;
  return (path, what) => {
    if (document === undefined) document = documentIn(text, which);
    if (!document) return NOWHERE(path, what);
    return document.locate(nearest(document, path), what);
  };
}

function documentIn(text: string, which: number | string): YamlDocument | null {
  for (const document of readYaml(text)) {
    const isIt =
      typeof which === 'number' ? document.position === which : refIn(document.value) === which;
    if (isIt && !document.error) return document;
  }
  return null;
}

/** What a placeholder stands for is in another file: the place of the placeholder is as near as it gets. */
function nearest(document: YamlDocument, path: Path): Path {
  let end = path.length;
  while (end > 0 && valueAt(document.value, path.slice(0, end)) === undefined) end -= 1;
  return path.slice(0, end);
}
