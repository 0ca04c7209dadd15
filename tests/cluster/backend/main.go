// Command backend is what runs in the pods of the test cluster: small servers on fixed ports, each for one question that
// a test asks of a port forward. README.md in the folder above lists them. Without an argument it only waits for a
// signal, as the first container of every pod (the sandbox) must; with "serve" it serves.
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	echoPort     = 10000
	sinkPort     = 10001
	sourcePort   = 10002
	udpEchoPort  = 10003
	latePort     = 10004
	resetPort    = 10005
	httpPort     = 10080
	maximumCount = 1 << 40
)

func main() {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	var web net.Listener
	serving := len(os.Args) > 1 && os.Args[1] == "serve"
	if serving {
		go serve(echoPort, echo)
		go serve(sinkPort, sink)
		go serve(sourcePort, source)
		go serve(latePort, late)
		go serve(resetPort, reset)
		go serveUDPEcho(udpEchoPort)
		web = listen(httpPort)
		go serveHTTP(web)
	}
	<-stop
	if serving {
		// As a well-behaved server: who has not yet heard that the pod is ending is still served, and whose request comes
		// when no more are taken gets its answer (http.Server.Shutdown drops those that it reads in that moment).
		time.Sleep(500 * time.Millisecond)
		web.Close()
		time.Sleep(300 * time.Millisecond)
	}
}

func listen(port int) *net.TCPListener {
	listener, err := net.ListenTCP("tcp", &net.TCPAddr{Port: port})
	if err != nil {
		log.Fatal(err)
	}
	return listener
}

// serve answers each connection with handle in a goroutine of its own.
func serve(port int, handle func(*net.TCPConn) error) {
	listener := listen(port)
	for {
		connection, err := listener.AcceptTCP()
		if err != nil {
			log.Fatal(err)
		}
		go func() {
			defer connection.Close()
			if err := handle(connection); err != nil {
				log.Printf("port %d: %v", port, err)
			}
		}()
	}
}

// request reads the line that opens a connection: a number, and one optional word.
func request(reader *bufio.Reader) (count int64, word string, err error) {
	line, err := reader.ReadString('\n')
	if err != nil {
		return 0, "", err
	}
	number, word, _ := strings.Cut(strings.TrimSpace(line), " ")
	count, err = strconv.ParseInt(number, 10, 64)
	if err == nil && (count < 0 || count > maximumCount) {
		err = errors.New("count out of range")
	}
	return count, word, err
}

func echo(connection *net.TCPConn) error {
	_, err := io.Copy(connection, connection)
	return err
}

// sink reads "N\n" or "N sha256\n", then N bytes, and answers "N\n" or "N SHA256\n".
func sink(connection *net.TCPConn) error {
	reader := bufio.NewReaderSize(connection, 1<<16)
	count, word, err := request(reader)
	if err != nil {
		return err
	}
	if word != "sha256" {
		count, err = io.CopyN(io.Discard, reader, count)
		fmt.Fprintf(connection, "%d\n", count)
		return err
	}
	sum := sha256.New()
	count, err = io.CopyN(sum, reader, count)
	fmt.Fprintf(connection, "%d %s\n", count, hexadecimal(sum))
	return err
}

// source reads "N\n" or "N SEED\n" and sends N bytes: zeros, or the pseudo-random stream of that seed.
func source(connection *net.TCPConn) error {
	count, seed, err := request(bufio.NewReader(connection))
	if err != nil {
		return err
	}
	_, err = io.CopyN(connection, stream(seed), count)
	return err
}

// late reads "MILLISECONDS\n", waits that long, answers "late\n" and closes.
func late(connection *net.TCPConn) error {
	milliseconds, _, err := request(bufio.NewReader(connection))
	if err != nil {
		return err
	}
	time.Sleep(time.Duration(milliseconds) * time.Millisecond)
	_, err = io.WriteString(connection, "late\n")
	return err
}

// reset reads "N\n", sends N bytes and resets the connection.
func reset(connection *net.TCPConn) error {
	count, _, err := request(bufio.NewReader(connection))
	if err == nil {
		_, err = io.CopyN(connection, stream(""), count)
	}
	connection.SetLinger(0)
	return err
}

// stream is what source sends for a seed: an endless reader, equal for equal seeds.
func stream(seed string) io.Reader {
	if seed == "" {
		return zeros{}
	}
	return rand.NewChaCha8(sha256.Sum256([]byte(seed)))
}

type zeros struct{}

func (zeros) Read(block []byte) (int, error) {
	clear(block)
	return len(block), nil
}

func hexadecimal(sum hash.Hash) string { return hex.EncodeToString(sum.Sum(nil)) }

func serveUDPEcho(port int) {
	socket, err := net.ListenUDP("udp", &net.UDPAddr{Port: port})
	if err != nil {
		log.Fatal(err)
	}
	datagram := make([]byte, 1<<16)
	for {
		count, from, err := socket.ReadFromUDP(datagram)
		if err == nil {
			socket.WriteToUDP(datagram[:count], from)
		}
	}
}

// serveHTTP: / names the pod; /sha256?count=N&seed=S is the checksum of what source sends for "N S"; /echo answers the body.
func serveHTTP(listener net.Listener) {
	pod, _ := os.Hostname()
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "hello from %s\n", pod)
	})
	http.HandleFunc("/sha256", func(w http.ResponseWriter, r *http.Request) {
		line := bytes.NewBufferString(r.FormValue("count") + " " + r.FormValue("seed") + "\n")
		count, seed, err := request(bufio.NewReader(line))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		sum := sha256.New()
		io.CopyN(sum, stream(seed), count)
		fmt.Fprintln(w, hexadecimal(sum))
	})
	http.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) { io.Copy(w, r.Body) })
	if err := http.Serve(listener, nil); !errors.Is(err, net.ErrClosed) {
		log.Fatal(err)
	}
}
