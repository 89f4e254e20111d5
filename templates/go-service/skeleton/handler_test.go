package main

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestAnswers(t *testing.T) {
	tests := []struct {
		name    string
		request string
		isReady bool
		status  int
		body    string
	}{
		{"says that it is alive", "GET /healthz", true, http.StatusOK, `{"status":"ok"}`},
		{"takes requests", "GET /readyz", true, http.StatusOK, `{"status":"ready"}`},
		{"asks for no more while it stops", "GET /readyz", false, http.StatusServiceUnavailable, `{"status":"stopping"}`},
		{"answers", "GET /", true, http.StatusOK, `{"message":"Hello."}`},
		{"knows what it does not have", "GET /nothing", true, http.StatusNotFound, ""},
		{"takes no other method", "POST /healthz", true, http.StatusMethodNotAllowed, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			method, path, _ := strings.Cut(test.request, " ")
			response := httptest.NewRecorder()
			handler := newHandler(quiet(), func() bool { return test.isReady })
			handler.ServeHTTP(response, httptest.NewRequest(method, path, nil))
			if response.Code != test.status {
				t.Errorf("%s answered %d, not %d", test.request, response.Code, test.status)
			}
			if body := strings.TrimSpace(response.Body.String()); test.body != "" && body != test.body {
				t.Errorf("%s answered %s, not %s", test.request, body, test.body)
			}
		})
	}
}

func TestWritesOneLineAboutARequest(t *testing.T) {
	var lines bytes.Buffer
	handler := newHandler(slog.New(slog.NewJSONHandler(&lines, nil)), func() bool { return true })
	for _, path := range []string{"/healthz", "/"} {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
	}
	if count := strings.Count(lines.String(), "\n"); count != 1 {
		t.Errorf("wrote %d lines, not 1: %s", count, lines.String())
	}
}

func TestAnswersAPanic(t *testing.T) {
	log := quiet()
	response := httptest.NewRecorder()
	handler := recovered(log, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("oh") }))
	handler.ServeHTTP(response, httptest.NewRequest(http.MethodGet, "/", nil))
	if response.Code != http.StatusInternalServerError {
		t.Errorf("answered %d, not 500", response.Code)
	}
}
