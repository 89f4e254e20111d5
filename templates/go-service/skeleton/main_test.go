package main

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"
)

func quiet() *slog.Logger {
	return slog.New(slog.NewTextHandler(io.Discard, nil))
}

func TestStopsWhenItIsTold(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, quiet(), func(string) string { return "0" }) }()
	cancel()
	select {
	case err := <-ended:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("it still runs")
	}
}

func TestReadsThePort(t *testing.T) {
	for text, want := range map[string]int{"": 8080, "3000": 3000, "http": 0, "70000": 0} {
		port, err := readPort(text)
		if port != want || (want == 0) != (err != nil) {
			t.Errorf("%q became %d, %v", text, port, err)
		}
	}
}
