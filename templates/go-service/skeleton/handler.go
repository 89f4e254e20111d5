package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"time"
)

// newHandler answers everything. isReady turns false while the service stops, so that nobody sends it more.
func newHandler(log *slog.Logger, isReady func() bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", hello)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !isReady() {
			reply(w, http.StatusServiceUnavailable, map[string]string{"status": "stopping"})
			return
		}
		reply(w, http.StatusOK, map[string]string{"status": "ready"})
	})
	return logged(log, recovered(log, mux))
}

func hello(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, map[string]string{"message": "Hello."})
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// What fails here is the connection; there is nobody left to tell.
	_ = json.NewEncoder(w).Encode(body)
}

// recovered answers 500 where a handler panics.
func recovered(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if thrown := recover(); thrown != nil {
				log.Error("request failed", "path", r.URL.Path, "error", thrown)
				reply(w, http.StatusInternalServerError, map[string]string{"error": "That went wrong on our side."})
			}
		}()
		next.ServeHTTP(w, r)
	})
}

type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// logged writes one line for each request, but for those that only ask how the service is.
func logged(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		startedAt := time.Now()
		record := &recorder{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(record, r)
		if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" {
			return
		}
		log.Info("request", "method", r.Method, "path", r.URL.Path, "status", record.status, "ms", time.Since(startedAt).Milliseconds())
	})
}
