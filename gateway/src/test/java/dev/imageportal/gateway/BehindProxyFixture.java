package dev.imageportal.gateway;

import java.net.http.HttpRequest;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A gateway that believes the test to be its proxy, with small rate limits.
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT, properties = {
        "PORTAL_TRUSTED_PROXIES=127.0.0.0/8,10.0.0.0/8,2001:db8:aaaa::/48",
        "PORTAL_RATE_LIMIT_SIGN_UP=3/1h", "PORTAL_RATE_LIMIT_LOG_IN=8/1h", "PORTAL_RATE_LIMIT_LOG_IN_FAILURES=3/1h",
        "PORTAL_RATE_LIMIT_CODES=4/1h", "PORTAL_RATE_LIMIT_UPLOADS=2/1h", "PORTAL_RATE_LIMIT_EVERYTHING_ELSE=20/1h"})
abstract class BehindProxyFixture extends GatewayFixture {

    static final StubPool POOL = new StubPool();

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    @DynamicPropertySource
    static void pool(DynamicPropertyRegistry registry) {
        registry.add("PORTAL_TOKEN_ISSUER", POOL::issuer);
        registry.add("PORTAL_TOKEN_JWKS_URI", POOL::jwksUri);
        registry.add("PORTAL_TOKEN_CLIENT_ID", () -> StubPool.CLIENT);
    }

    /// One that no other test uses.
    static String freshAddress() {
        int number = ADDRESSES.incrementAndGet();
        return "203.0." + number / 256 + "." + number % 256;
    }

    HttpRequest.Builder requestFrom(String address, String path) {
        return request(path).header("X-Forwarded-For", address);
    }
}
