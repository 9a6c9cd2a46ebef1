package dev.imageportal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an answer tells a browser to keep.
record SetCookies(List<String> lines) {

    private static final Pattern MAX_AGE = Pattern.compile("; Max-Age=(\\d+)");

    static SetCookies of(HttpResponse<?> response) {
        return new SetCookies(response.headers().allValues("Set-Cookie"));
    }

    String value(String name) {
        return line(name).substring(name.length() + 1, line(name).indexOf(';'));
    }

    /// In seconds.
    long maxAge(String name) {
        Matcher matcher = MAX_AGE.matcher(line(name));
        assertThat(matcher.find()).as(line(name)).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    String line(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "="))
                .reduce((one, other) -> {
                    throw new AssertionError(name + " is set twice: " + lines);
                })
                .orElseThrow(() -> new AssertionError(name + " is not set: " + lines));
    }

    void assertCleared(String... names) {
        for (String name : names) {
            assertThat(line(name)).startsWith(name + "=; Max-Age=0; ").contains("; Path=/;");
        }
        assertThat(lines).hasSize(names.length);
    }
}
