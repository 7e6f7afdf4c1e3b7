package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"crypto/ed25519"
	"crypto/rand"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

// prefix is where keadm keeps everything on a server.
const prefix = "/tmp/kubeedge"

// writing keeps a program from being started while a file is open: a fork has the open file until its exec, and what was
// written to it is then "text file busy".
var writing sync.Mutex

func serve(root, keyFile string) error {
	text, err := os.ReadFile(keyFile)
	if err != nil {
		return err
	}
	allowed, _, _, _, err := ssh.ParseAuthorizedKey(text)
	if err != nil {
		return err
	}
	config := &ssh.ServerConfig{
		PublicKeyCallback: func(_ ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
			if bytes.Equal(key.Marshal(), allowed.Marshal()) {
				return nil, nil
			}
			return nil, errors.New("unknown key")
		},
	}
	_, hostKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	signer, err := ssh.NewSignerFromKey(hostKey)
	if err != nil {
		return err
	}
	config.AddHostKey(signer)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go handle(connection, config, root)
	}
}

func handle(connection net.Conn, config *ssh.ServerConfig, root string) {
	server, channels, requests, err := ssh.NewServerConn(connection, config)
	if err != nil {
		return
	}
	home := filepath.Join(root, filepath.Base(server.User()))
	if os.MkdirAll(home, 0o755) != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	for each := range channels {
		if each.ChannelType() != "session" {
			_ = each.Reject(ssh.UnknownChannelType, "sessions only")
			continue
		}
		channel, requests, err := each.Accept()
		if err != nil {
			return
		}
		go session(channel, requests, home)
	}
}

func session(channel ssh.Channel, requests <-chan *ssh.Request, root string) {
	defer channel.Close()
	for request := range requests {
		var payload struct{ Text string }
		_ = ssh.Unmarshal(request.Payload, &payload)
		switch {
		case request.Type == "exec":
			_ = request.Reply(true, nil)
			status := run(payload.Text, channel, root)
			_, _ = channel.SendRequest("exit-status", false, ssh.Marshal(struct{ Status uint32 }{status}))
			return
		case request.Type == "subsystem" && payload.Text == "sftp":
			_ = request.Reply(true, nil)
			files := &files{root}
			server := sftp.NewRequestServer(channel, sftp.Handlers{FilePut: files, FileCmd: files, FileGet: files, FileList: files})
			_ = server.Serve()
			return
		default:
			_ = request.Reply(false, nil)
		}
	}
}

func run(command string, channel ssh.Channel, root string) uint32 {
	shell := exec.Command("sh", "-c", strings.ReplaceAll(command, prefix, root))
	shell.Stdout, shell.Stderr = channel, channel.Stderr()
	writing.Lock()
	err := shell.Start()
	writing.Unlock()
	if err == nil {
		err = shell.Wait()
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return uint32(exit.ExitCode())
	}
	if err != nil {
		return 127
	}
	return 0
}

// files takes files below the prefix and gives none away.
type files struct{ root string }

func (f *files) path(name string) (string, error) {
	rest, found := strings.CutPrefix(filepath.Clean(name), prefix+"/")
	if !found {
		return "", os.ErrPermission
	}
	return filepath.Join(f.root, rest), nil
}

func (f *files) Filewrite(request *sftp.Request) (io.WriterAt, error) {
	path, err := f.path(request.Filepath)
	if err != nil {
		return nil, err
	}
	writing.Lock()
	file, err := os.Create(path)
	if err != nil {
		writing.Unlock()
		return nil, err
	}
	return upload{file}, nil
}

type upload struct{ *os.File }

func (u upload) Close() error {
	defer writing.Unlock()
	return u.File.Close()
}

func (f *files) Filecmd(request *sftp.Request) error {
	path, err := f.path(request.Filepath)
	if err != nil || request.Method != "Setstat" {
		return os.ErrPermission
	}
	return os.Chmod(path, request.Attributes().FileMode().Perm())
}

func (f *files) Fileread(*sftp.Request) (io.ReaderAt, error) { return nil, os.ErrPermission }

func (f *files) Filelist(*sftp.Request) (sftp.ListerAt, error) { return nil, os.ErrPermission }
