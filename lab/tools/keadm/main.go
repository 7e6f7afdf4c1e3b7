// Command edge-host stands in for servers that `keadm batch` joins.
//
// `edge-host serve ROOT KEY` is an SSH server on a free port of loopback, which it prints. It lets in who has the private
// key of the public key in the file KEY, runs commands and takes files; all below /tmp/kubeedge lies below ROOT/USER instead,
// so each user is a server of its own.
//
// `edge-host join ...` stands in for keadm on such a server: it reads the command line by the flags of KubeEdge's own
// `keadm join`, applies it to EdgeCore's default configuration as keadm does, has KubeEdge judge the result, and writes it
// as <node>.yaml where it was started. It neither pulls nor starts anything.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) < 2 {
		fail("usage: edge-host serve ROOT KEY | edge-host join FLAG...")
	}
	var err error
	switch os.Args[1] {
	case "serve":
		if len(os.Args) != 4 {
			fail("usage: edge-host serve ROOT KEY")
		}
		err = serve(os.Args[2], os.Args[3])
	case "join":
		err = join(os.Args[2:])
	default:
		err = fmt.Errorf("unknown command %q, expected serve or join", os.Args[1])
	}
	if err != nil {
		fail(err.Error())
	}
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}
