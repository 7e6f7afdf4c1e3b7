// Command kairos-validate judges cloud-configs as Kairos does, and more strictly.
//
// Its arguments are files. Each is held to the schema of `kairos-agent validate`, which lets unknown keys pass; its stages
// are then read into the types of yip, which plays them, with every unknown key refused. A line of stderr for each fault;
// it exits with 1 when there is any.
package main

import (
	"bytes"
	"fmt"
	"os"

	kairos "github.com/kairos-io/kairos-sdk/schema"
	yip "github.com/mudler/yip/pkg/schema"
	"gopkg.in/yaml.v3"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: kairos-validate FILE...")
		os.Exit(2)
	}
	faulty := false
	for _, path := range os.Args[1:] {
		for _, err := range []error{kairos.Validate(path), validateStages(path)} {
			if err != nil {
				fmt.Fprintf(os.Stderr, "%s: %v\n", path, err)
				faulty = true
			}
		}
	}
	if faulty {
		os.Exit(1)
	}
}

func validateStages(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var config struct {
		Stages yaml.Node `yaml:"stages"`
	}
	if err := yaml.Unmarshal(text, &config); err != nil {
		return err
	}
	stages, err := yaml.Marshal(&config.Stages)
	if err != nil {
		return err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(stages))
	decoder.KnownFields(true)
	return decoder.Decode(&map[string][]yip.Stage{})
}
