package dev.imageportal.gateway;

import dev.imageportal.defaults.ProblemException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;

/// Cookies come with whatever page makes a browser send a request: so the page must be one of this portal. Browsers say
/// where a request comes from (https://www.w3.org/TR/fetch-metadata/, older ones by `Origin`); what says nothing is no
/// browser.
final class SameOrigin {

    private SameOrigin() {}

    /// @throws ProblemException `403` when another origin's page sent the request
    static void require(ServerWebExchange exchange) {
        if (!isGiven(exchange)) {
            throw ProblemException.of(HttpStatus.FORBIDDEN, "cross-origin",
                    "A page of another origin may not do this with your session; open the portal itself.");
        }
    }

    private static boolean isGiven(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        List<String> sites = headers.getOrEmpty("Sec-Fetch-Site");
        if (!sites.isEmpty()) {
            return sites.stream().allMatch(site -> site.equals("same-origin") || site.equals("none"));
        }
        List<String> origins = headers.getOrEmpty(HttpHeaders.ORIGIN);
        if (origins.isEmpty()) {
            return true;
        }
        String own = own(Client.of(exchange), headers.getFirst(HttpHeaders.HOST));
        return origins.size() == 1 && plain(origins.getFirst()).equals(own);
    }

    private static @Nullable String own(Client client, @Nullable String host) {
        return host == null ? null : plain(client.scheme() + "://" + host);
    }

    private static String plain(String origin) {
        String lowerCase = origin.toLowerCase(Locale.ROOT);
        String defaultPort = lowerCase.startsWith("https:") ? ":443" : ":80";
        return lowerCase.endsWith(defaultPort)
                ? lowerCase.substring(0, lowerCase.length() - defaultPort.length())
                : lowerCase;
    }
}
