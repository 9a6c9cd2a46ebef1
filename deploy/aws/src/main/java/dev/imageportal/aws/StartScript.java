package dev.imageportal.aws;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;

/// What an instance runs first: its user data, which brings the files of this module's `resources/instance` with it.
record StartScript(Map<String, String> environment) {

    /// What EC2 takes at most, in bytes.
    static final int LARGEST = 16 * 1024;

    private static final List<String> FILES = List.of("compose.yaml", "settings.sh", "start.sh", "stop.sh", "drain.sh",
            "image-portal.service", "image-portal-drain.service");

    StartScript {
        environment = Map.copyOf(environment);
    }

    /// For an instance of the auto-scaling group, which drains before it ends.
    static StartScript of(DataStack data, Stack stack, Settings settings, String group, String hook) {
        Map<String, String> environment = new TreeMap<>(services(data, stack, settings));
        environment.put("TARGET_GROUP", data.balancer().targets().getTargetGroupArn());
        environment.put("SCALING_GROUP", group);
        environment.put("LIFECYCLE_HOOK", hook);
        environment.put("DRAINING_SECONDS", String.valueOf(LoadBalancer.DRAINING.toSeconds().intValue() + 30));
        return new StartScript(environment);
    }

    /// What it takes to start the services, wherever: see `compose.yaml` and `settings.sh`.
    static Map<String, String> services(DataStack data, Stack stack, Settings settings) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("REGION", stack.getRegion());
        environment.put("AWS_DEFAULT_REGION", stack.getRegion());
        environment.put("REGISTRY",
                stack.getAccount() + ".dkr.ecr." + stack.getRegion() + "." + stack.getUrlSuffix());
        environment.put("VERSION", settings.version());
        environment.put("SETTINGS_PATH", data.parameters().path());
        environment.put("DATABASE", data.database().instance().getInstanceEndpoint().getSocketAddress());
        environment.put("DATABASE_USERS", data.database().user("users").getSecretArn());
        environment.put("DATABASE_IMAGES", data.database().user("images").getSecretArn());
        environment.put("DATABASE_FEED", data.database().user("feed").getSecretArn());
        environment.put("USER_POOL", data.accounts().pool().getUserPoolId());
        environment.put("USER_POOL_CLIENT", data.accounts().client().getUserPoolClientId());
        environment.put("KAFKA_CLUSTER", data.broker().cluster().getAttrArn());
        environment.put("EDGE_PREFIX_LIST", settings.edgePrefixList());
        environment.put("VPC_RANGE", Network.RANGE);
        return environment;
    }

    String text() {
        return """
                #!/bin/bash
                set -euo pipefail
                mkdir -p /opt/image-portal /etc/image-portal
                cat > /etc/image-portal/instance.env <<'END_OF_FILE'
                %sEND_OF_FILE
                %s
                %s"""
                .formatted(variables(), FILES.stream().map(StartScript::write).collect(Collectors.joining("\n")),
                        InstanceFile.read("user-data.sh"));
    }

    private String variables() {
        return new TreeMap<>(environment).entrySet()
                .stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String write(String name) {
        return "cat > /opt/image-portal/" + name + " <<'END_OF_FILE'\n" + InstanceFile.read(name) + "END_OF_FILE";
    }
}
