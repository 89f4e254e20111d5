import { useId, useState } from 'react';
import { about } from './about.ts';

export function App() {
  const [name, setName] = useState('');
  const field = useId();
  return (
    <main>
      <h1>{about.title}</h1>
      <p>{about.description}</p>
      <label htmlFor={field}>Your name</label>
      <input id={field} value={name} onChange={(event) => setName(event.target.value)} />
      <output>{name.trim() && `Hello, ${name.trim()}.`}</output>
    </main>
  );
}
