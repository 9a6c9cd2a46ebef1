package dev.imageportal.local;

import java.nio.file.Path;
import java.util.List;

/// A MariaDB of its own that shows a given certificate, and takes no connection without TLS.
public final class TlsDatabase implements AutoCloseable {

    private final int port = Ports.free().of(Component.DATABASE);
    private final OwnServer server;

    /// Returns when it has answered, with the services' schemas and users.
    ///
    /// @param certificate PEM
    /// @param key         of the certificate, PEM
    /// @throws LocalException when it does not start
    public TlsDatabase(Path certificate, Path key) {
        server = OwnServer.start(port, data -> new DatabaseServer(Installation.find(), data, port,
                List.of("--ssl-cert=" + certificate.toAbsolutePath(), "--ssl-key=" + key.toAbsolutePath(),
                        "--require-secure-transport=ON")));
    }

    /// Without any word on TLS.
    ///
    /// @param host a name of this machine
    public String url(String host, Service service) {
        return "jdbc:mysql://" + host + ":" + port + "/" + Schemas.name(service);
    }

    public String password() {
        return server.data().password();
    }

    @Override
    public void close() {
        server.close();
    }
}
