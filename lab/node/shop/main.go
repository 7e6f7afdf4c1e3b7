// Command shop is what runs in pods of the lab's real nodes: a small shop, and its customers.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	if filepath.Base(os.Args[0]) != "shop" {
		standIn()
		return
	}
	if len(os.Args) < 2 {
		serve()
		return
	}
	switch os.Args[1] {
	case "serve":
		serve()
	case "stand-in":
		standIn()
	case "pause":
		wait()
	case "buy":
		buy(os.Args[2], os.Args[3])
	case "look":
		look(os.Args[2:], 0)
	case "find":
		look(os.Args[2:], 10*time.Second)
	case "eat":
		eat(os.Args[2])
	default:
		fmt.Fprintln(os.Stderr, "shop [serve | pause | stand-in | buy URL SECONDS | look URL... | find URL... | eat MEGABYTES]")
		os.Exit(2)
	}
}

// serve answers on PORT until it is told to end; then it finishes what it has begun and takes nothing new, as servers do.
func serve() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	host, _ := os.Hostname()
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, "%s %s\n", os.Getenv("SHOP_VERSION"), host)
	})
	mux.HandleFunc("/settings", func(w http.ResponseWriter, _ *http.Request) {
		settings := map[string]string{}
		for _, each := range os.Environ() {
			name, value, _ := strings.Cut(each, "=")
			settings[name] = value
		}
		json.NewEncoder(w).Encode(settings)
	})
	mux.HandleFunc("/files/", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, strings.TrimPrefix(r.URL.Path, "/files"))
	})
	server := &http.Server{Addr: ":" + port, Handler: mux}
	ended := make(chan struct{})
	go func() {
		wait()
		server.Shutdown(context.Background())
		close(ended)
	}()
	fmt.Println("open on", port)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	<-ended
}

// standIn does nothing in place of a program that is not to be had: its probes are answered.
func standIn() {
	for _, port := range []string{"8080", "8686", "9090"} {
		go http.ListenAndServe(":"+port, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	}
	wait()
}

// wait returns when somebody ends the program.
func wait() {
	end := make(chan os.Signal, 1)
	signal.Notify(end, syscall.SIGTERM, syscall.SIGINT)
	<-end
}

// A new connection for each request, as many customers make.
func client(timeout time.Duration) *http.Client {
	dialer := &net.Dialer{Timeout: timeout}
	return &http.Client{
		Timeout:   timeout,
		Transport: &http.Transport{DisableKeepAlives: true, DialContext: dialer.DialContext},
	}
}

func get(c *http.Client, url string) (string, error) {
	answer, err := c.Get(url)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d", answer.StatusCode)
	}
	return strings.TrimSpace(string(body)), err
}

type tally struct {
	Served   int            `json:"served"`
	Failed   int            `json:"failed"`
	Versions map[string]int `json:"versions"`
	Reasons  map[string]int `json:"reasons"`
}

// buy asks for so many seconds, from the first good answer on, and prints a tally every second, the last one last.
func buy(url, seconds string) {
	length, err := strconv.Atoi(seconds)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	c := client(3 * time.Second)
	for {
		if _, err := get(c, url); err == nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	sum := tally{Versions: map[string]int{}, Reasons: map[string]int{}}
	print := func() {
		line, _ := json.Marshal(sum)
		fmt.Println("tally", string(line))
	}
	print()
	end, next := time.Now().Add(time.Duration(length)*time.Second), time.Now().Add(time.Second)
	for time.Now().Before(end) {
		answer, err := get(c, url)
		if err != nil {
			sum.Failed++
			sum.Reasons[err.Error()]++
		} else {
			sum.Served++
			sum.Versions[strings.Fields(answer + " ?")[0]]++
		}
		if time.Now().After(next) {
			print()
			next = time.Now().Add(time.Second)
		}
		time.Sleep(8 * time.Millisecond)
	}
	print()
}

// look asks each address, again and again as long as it may, and prints what came back last, a line each.
func look(urls []string, patience time.Duration) {
	c := client(3 * time.Second)
	for _, url := range urls {
		answer, err := get(c, url)
		for end := time.Now().Add(patience); err != nil && time.Now().Before(end); {
			time.Sleep(100 * time.Millisecond)
			answer, err = get(c, url)
		}
		if err != nil {
			fmt.Printf("%s: refused: %v\n", url, err)
		} else {
			fmt.Printf("%s: %s\n", url, answer)
		}
	}
}

// eat takes so much memory and keeps it.
func eat(megabytes string) {
	count, _ := strconv.Atoi(megabytes)
	kept := make([][]byte, 0, count)
	for range count {
		part := make([]byte, 1<<20)
		for i := range part {
			part[i] = 1
		}
		kept = append(kept, part)
	}
	fmt.Println("full", len(kept))
	wait()
}
