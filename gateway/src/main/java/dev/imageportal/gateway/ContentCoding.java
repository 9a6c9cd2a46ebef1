package dev.imageportal.gateway;

import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/// How a file is compressed; the smallest first.
enum ContentCoding {

    BROTLI("br", ".br"), GZIP("gzip", ".gz"), NONE("identity", "");

    private final String token;
    private final String fileEnding;

    ContentCoding(String token, String fileEnding) {
        this.token = token;
        this.fileEnding = fileEnding;
    }

    String token() {
        return token;
    }

    String fileEnding() {
        return fileEnding;
    }

    /// Whether `Accept-Encoding` names it with a weight above zero
    /// ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding)); what is not compressed always is.
    boolean isAcceptedBy(HttpHeaders headers) {
        if (this == NONE) {
            return true;
        }
        List<String> accepted = headers.getOrEmpty(HttpHeaders.ACCEPT_ENCODING);
        for (String list : accepted) {
            for (String coding : list.toLowerCase(Locale.ROOT).split(",", -1)) {
                String[] parameters = coding.split(";", -1);
                if (parameters[0].strip().equals(token)) {
                    return parameters.length == 1 || !parameters[1].strip().matches("q=0(\\.0{0,3})?");
                }
            }
        }
        return false;
    }
}
