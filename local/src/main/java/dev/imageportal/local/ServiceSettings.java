package dev.imageportal.local;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What each service is told by its environment.
///
/// @param pool null while no user pool is known: then no token is accepted
record ServiceSettings(Installation installation, DataFolder data, Ports ports, @Nullable UserPool pool) {

    private static final UserPool NONE = new UserPool("local_none", "none");

    Map<String, String> of(Service service) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("PORTAL_BIND_ADDRESS", "127.0.0.1");
        settings.put(service.variable() + "_PORT", Integer.toString(ports.of(service)));
        for (Service other : Service.values()) {
            if (other != service && other != Service.GATEWAY) {
                settings.put(other.variable() + "_URL", "http://127.0.0.1:" + ports.of(other));
            }
        }
        if (Schemas.has(service)) {
            settings.put("PORTAL_DATABASE_URL", DatabaseServer.url(service, ports.of(Component.DATABASE)));
            settings.put("PORTAL_DATABASE_USERNAME", Schemas.name(service));
            settings.put("PORTAL_DATABASE_PASSWORD", data.password());
        }
        switch (service) {
            case USER -> {
                tokens(settings);
                events(settings);
                userPool(settings);
            }
            case IMAGE -> {
                tokens(settings);
                events(settings);
                objectStore(settings);
                settings.put("PORTAL_IMAGE_SPOOL_DIRECTORY", data.data("spool").toString());
                // each thread's own heap would keep what pictures left there
                settings.put("MALLOC_ARENA_MAX", "2");
                installation.libvips().ifPresent(file -> settings.put("PORTAL_IMAGE_LIBVIPS", file.toString()));
            }
            case SEARCH -> {
                tokens(settings);
                events(settings);
                settings.put("PORTAL_SEARCH_INDEX_DIRECTORY", data.data("search-index").toString());
            }
            case FEED -> {
                tokens(settings);
                events(settings);
            }
            case GATEWAY -> {
                tokens(settings);
                settings.put("PORTAL_GATEWAY_MANAGEMENT_PORT", Integer.toString(ports.gatewayManagement()));
            }
        }
        return settings;
    }

    private UserPool knownPool() {
        return pool == null ? NONE : pool;
    }

    private void tokens(Map<String, String> settings) {
        settings.putAll(knownPool().tokenSettings(AccountServer.endpoint(ports.of(Component.ACCOUNTS))));
    }

    private void userPool(Map<String, String> settings) {
        settings.putAll(knownPool().accountSettings(AccountServer.endpoint(ports.of(Component.ACCOUNTS))));
    }

    private void events(Map<String, String> settings) {
        settings.put("PORTAL_KAFKA_BOOTSTRAP_SERVERS", KafkaServer.bootstrapServers(ports.of(Component.KAFKA)));
    }

    private void objectStore(Map<String, String> settings) {
        settings.put("PORTAL_S3_ENDPOINT", ObjectStoreServer.endpoint(ports.of(Component.OBJECT_STORE)));
        settings.put("PORTAL_S3_REGION", Bucket.REGION);
        settings.put("PORTAL_S3_BUCKET", Bucket.NAME);
        settings.put("PORTAL_S3_ACCESS_KEY", Bucket.ACCESS_KEY);
        settings.put("PORTAL_S3_SECRET_KEY", data.password());
    }
}
