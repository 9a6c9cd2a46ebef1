package dev.imageportal.gateway;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.server.ServerWebExchange;

/// What a browser keeps of a session. Scripts can't read it, and where the browser speaks TLS, neither a plain
/// connection nor another host of the same domain can set it (`__Host-`).
enum SessionCookie {

    ACCESS("portal_access", "[A-Za-z0-9._~+/=-]{1,4000}"),
    REFRESH("portal_refresh", "[A-Za-z0-9._~+/=-]{1,4000}"),
    /// whose refresh token it is: the user pool wants to hear both
    USER("portal_user", "[a-z][a-z0-9_.]{2,29}");

    private final String name;
    private final Pattern form;

    SessionCookie(String name, String form) {
        this.name = name;
        this.form = Pattern.compile(form);
    }

    boolean takes(String value) {
        return form.matcher(value).matches();
    }

    /// Also where the value is none that a cookie may have: then nothing can be read, but there is one to clear.
    boolean isSent(ServerWebExchange exchange) {
        String start = name(Client.of(exchange).secure()) + "=";
        return exchange.getRequest()
                .getHeaders()
                .getOrEmpty(HttpHeaders.COOKIE)
                .stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .anyMatch(cookie -> cookie.strip().startsWith(start));
    }

    /// Null as well for a value that can't be one of ours, and for several: who set which can't be told.
    @Nullable
    String read(ServerWebExchange exchange) {
        List<String> values = sent(exchange).stream().map(HttpCookie::getValue).distinct().toList();
        return values.size() == 1 && takes(values.getFirst()) ? values.getFirst() : null;
    }

    ResponseCookie holding(String value, Duration lifetime, ServerWebExchange exchange) {
        boolean secure = Client.of(exchange).secure();
        return ResponseCookie.from(name(secure), value)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .path("/")
                .maxAge(lifetime.isNegative() ? Duration.ZERO : lifetime)
                .build();
    }

    ResponseCookie cleared(ServerWebExchange exchange) {
        return holding("", Duration.ZERO, exchange);
    }

    private List<HttpCookie> sent(ServerWebExchange exchange) {
        return exchange.getRequest().getCookies().getOrDefault(name(Client.of(exchange).secure()), List.of());
    }

    private String name(boolean secure) {
        return secure ? "__Host-" + name : name;
    }
}
