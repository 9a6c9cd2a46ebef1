package dev.imageportal.gateway;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/// What no service says to a client: cookies are the gateway's alone.
@Component
class ServiceAnswers implements HttpHeadersFilter {

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders answered, ServerWebExchange exchange) {
        HttpHeaders passed = new HttpHeaders();
        passed.addAll(answered);
        passed.remove(HttpHeaders.SET_COOKIE);
        passed.remove("Set-Cookie2");
        return passed;
    }
}
