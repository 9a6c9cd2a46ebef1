package dev.imageportal.image;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/// Another instance of the service on the same components, whose claims lapse soon and whose users have few keys.
final class SecondInstance implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    SecondInstance() {
        Map<String, Object> settings = new HashMap<>(ImageServiceTest.settings(Path.of("target", "second-spool")));
        settings.put("server.port", "0");
        settings.put("portal.idempotency.lease", "3s");
        settings.put("portal.idempotency.renewal", "300ms");
        settings.put("PORTAL_IDEMPOTENCY_PER_USER", "3");
        var application = new SpringApplication(ImageServiceApplication.class);
        application.setDefaultProperties(settings);
        context = application.run("--server.port=0");
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    @Override
    public void close() {
        context.close();
    }
}
