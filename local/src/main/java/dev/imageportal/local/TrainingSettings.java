package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// What a service is told that only starts, for its AOT cache: to listen where nobody asks, and addresses at which
/// nothing answers. Those of the components are the container images'.
///
/// @param scratch for what it writes
record TrainingSettings(Installation installation, Ports ports, Path scratch) {

    private static final String NOWHERE = "http://127.0.0.1:1";

    Map<String, String> of(Service service) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(components());
        settings.put("PORTAL_BIND_ADDRESS", "127.0.0.1");
        settings.put(service.variable() + "_PORT", Integer.toString(ports.of(service)));
        settings.put("PORTAL_GATEWAY_MANAGEMENT_PORT", Integer.toString(ports.gatewayManagement()));
        for (Service other : Service.values()) {
            if (other != service && other != Service.GATEWAY) {
                settings.put(other.variable() + "_URL", NOWHERE);
            }
        }
        settings.put("PORTAL_SEARCH_INDEX_DIRECTORY", scratch.resolve("search-index").toString());
        settings.put("PORTAL_IMAGE_SPOOL_DIRECTORY", scratch.resolve("spool").toString());
        installation.libvips().ifPresent(file -> settings.put("PORTAL_IMAGE_LIBVIPS", file.toString()));
        return settings;
    }

    private Map<String, String> components() throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(installation.trainingSettings())) {
            lines.filter(line -> !line.startsWith("#") && line.contains("=")).forEach(line -> {
                int end = line.indexOf('=');
                settings.put(line.substring(0, end), line.substring(end + 1));
            });
        }
        return settings;
    }
}
