package main

import (
	"fmt"
	"net"
	"os"
	"strings"

	"github.com/kubeedge/api/apis/componentconfig/edgecore/v1alpha2"
	"github.com/kubeedge/api/apis/componentconfig/edgecore/v1alpha2/validation"
	"github.com/kubeedge/kubeedge/keadm/cmd/keadm/app/cmd/edge"
	"github.com/kubeedge/kubeedge/keadm/cmd/keadm/app/cmd/util"
	"sigs.k8s.io/yaml"
)

// join does what createEdgeConfigFiles of keadm does with the flags that Flotilla gives.
func join(args []string) error {
	command := edge.NewEdgeJoin()
	if err := command.ParseFlags(args); err != nil {
		return err
	}
	if err := command.ValidateRequiredFlags(); err != nil {
		return err
	}
	if rest := command.Flags().Args(); len(rest) > 0 {
		return fmt.Errorf("unknown arguments %q", rest)
	}
	text := func(flag string) string { return command.Flag(flag).Value.String() }
	labels, err := command.Flags().GetStringSlice("labels")
	if err != nil {
		return err
	}
	sets, err := command.Flags().GetStringArray("set")
	if err != nil {
		return err
	}
	host, _, err := net.SplitHostPort(text("cloudcore-ipport"))
	if err != nil {
		return err
	}
	config := v1alpha2.NewDefaultEdgeCoreConfig()
	config.EdgeCoreVersion = text("kubeedge-version")
	config.Modules.Edged.HostnameOverride = text("edgenode-name")
	config.Modules.Edged.TailoredKubeletConfig.CgroupDriver = text("cgroupdriver")
	config.Modules.Edged.TailoredKubeletConfig.ContainerRuntimeEndpoint = text("remote-runtime-endpoint")
	config.Modules.Edged.TailoredKubeletConfig.ImageServiceEndpoint = text("remote-runtime-endpoint")
	config.Modules.EdgeHub.HTTPServer = "https://" + net.JoinHostPort(host, text("certport"))
	config.Modules.EdgeHub.WebSocket.Server = text("cloudcore-ipport")
	config.Modules.Edged.NodeLabels = map[string]string{}
	for _, label := range labels {
		key, value, found := strings.Cut(label, "=")
		if !found {
			return fmt.Errorf("label %q has no value", label)
		}
		config.Modules.Edged.NodeLabels[key] = value
	}
	for _, set := range sets {
		if err := util.ParseSet(config, set); err != nil {
			return err
		}
	}
	if faults := validation.ValidateEdgeCoreConfiguration(config); len(faults) > 0 {
		return faults.ToAggregate()
	}
	content, err := yaml.Marshal(config)
	if err != nil {
		return err
	}
	return os.WriteFile(text("edgenode-name")+".yaml", content, 0o644)
}
