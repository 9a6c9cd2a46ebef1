package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Somebody who certifies servers, by the JDK's own `keytool`.
///
/// @param folder of its own, empty at first
record TestAuthority(Path folder) {

    private static final String PASSWORD = "no-secret";

    /// A server's certificate and its key, both PEM.
    record Certified(Path certificate, Path key) {}

    static TestAuthority in(Path folder) throws IOException {
        Files.createDirectories(folder);
        TestAuthority authority = new TestAuthority(folder);
        authority.keytool("authority", "-genkeypair", "-keyalg", "RSA", "-dname", "CN=" + folder.getFileName(), "-ext",
                "bc:c");
        authority.keytool("authority", "-exportcert", "-rfc", "-file", authority.certificate().toString());
        return authority;
    }

    /// What those are given who are to believe it.
    Path certificate() {
        return folder.resolve("authority.pem");
    }

    /// @param names as `keytool` writes them: `ip:127.0.0.1`
    Certified certify(String names) throws IOException, GeneralSecurityException {
        String request = folder.resolve("server.request").toString();
        Path certificate = folder.resolve("server.pem");
        keytool("server", "-genkeypair", "-keyalg", "RSA", "-dname", "CN=server");
        keytool("server", "-certreq", "-file", request);
        keytool("authority", "-gencert", "-rfc", "-infile", request, "-outfile", certificate.toString(), "-ext",
                "san=" + names);
        return new Certified(certificate, key());
    }

    private Path key() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        byte[] key = store.getKey("server", PASSWORD.toCharArray()).getEncoded();
        return Files.writeString(folder.resolve("server.key"), "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----\n");
    }

    private void keytool(String who, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-alias", who, "-keystore",
                folder.resolve(who + ".p12").toString(), "-storepass", PASSWORD));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
