package dev.imageportal.defaults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Where `PORTAL_DATABASE_CERTIFICATES` names a PEM file of certificate authorities, such as Amazon's for RDS, the
/// database has to show a certificate of one of them, for the host name that it is called by; any other is not spoken to.
///
/// MySQL's driver reads no PEM, so the certificates go into a key store in the temporary folder, for as long as the
/// process lives.
public final class DatabaseTrust implements EnvironmentPostProcessor {

    private static final String SETTING = "PORTAL_DATABASE_CERTIFICATES";
    private static final String DRIVER = "spring.datasource.hikari.data-source-properties.";
    private static final String TYPE = "PKCS12";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String file = environment.getProperty(SETTING, "");
        if (!file.isBlank()) {
            // There is no secret in it, but without a password Java leaves certificates out.
            String password = UUID.randomUUID().toString();
            Path store = store(Path.of(file.strip()), password);
            environment.getPropertySources()
                    .addFirst(new MapPropertySource("database trust", Map.of(DRIVER + "sslMode", "VERIFY_IDENTITY",
                            DRIVER + "trustCertificateKeyStoreUrl", store.toUri().toString(),
                            DRIVER + "trustCertificateKeyStoreType", TYPE,
                            DRIVER + "trustCertificateKeyStorePassword", password)));
        }
    }

    private static Path store(Path pem, String password) {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            for (Certificate certificate : certificates(pem)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            Path file = Files.createTempFile("portal-database-", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, password.toCharArray());
            }
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(SETTING + " must name a readable PEM file of certificates: " + e, e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path pem)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IOException(pem + " has none");
            }
            return certificates;
        }
    }
}
