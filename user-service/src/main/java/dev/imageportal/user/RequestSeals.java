package dev.imageportal.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.defaults.Claim;
import dev.imageportal.defaults.IdempotencyKey;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Seals of requests. A repetition has to send the same bytes, as it does when a client simply sends again.
@Component
class RequestSeals {

    private final SlowHash slowHash;

    RequestSeals(SlowHash slowHash) {
        this.slowHash = slowHash;
    }

    Claim.Mark of(String owner, IdempotencyKey key, ReadRequest request) {
        byte[] all = Sha256.of(owner.getBytes(UTF_8), key.value().getBytes(UTF_8),
                request.getMethod().getBytes(UTF_8), request.getRequestURI().getBytes(UTF_8),
                Objects.requireNonNullElse(request.getQueryString(), "").getBytes(UTF_8), request.body());
        return new RequestSeal(HexFormat.of().formatHex(all), slowHash);
    }
}
