import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { about } from './about.ts';
import { App } from './app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

afterEach(cleanup);

describe('the page', () => {
  it('says what it is for', () => {
    render(<App />);
    expect(screen.getByRole('heading').textContent).toBe(about.title);
    expect(document.body.textContent).toContain(about.description);
  });

  it('greets whoever types a name', () => {
    render(<App />);
    fireEvent.change(screen.getByLabelText('Your name'), { target: { value: ' Ana ' } });
    expect(screen.getByRole('status').textContent).toBe('Hello, Ana.');
  });

  it('shows a sentence where it broke', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    function Broken(): never {
      throw new Error('oh');
    }
    render(
      <ErrorBoundary>
        <Broken />
      </ErrorBoundary>,
    );
    expect(screen.getByRole('alert').textContent).toContain('went wrong');
  });
});
