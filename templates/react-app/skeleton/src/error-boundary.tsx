import { Component, type ErrorInfo, type ReactNode } from 'react';

type State = { hasFailed: boolean };

/** Shows a sentence in the place of a page that broke. React asks for a class here. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // The place to tell your error tracker.
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return <p role="alert">Something went wrong here. Please load the page again.</p>;
  }
}
