package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the tests told the portal in confidence, or heard from it: passwords that were right, tokens, cookies.
final class Secrets {

    private static final Pattern PASSWORD = Pattern.compile("\"\\w*[pP]assword\":\"([^\"\\\\]{8,})\"");
    private static final Pattern TOKEN = Pattern.compile("\"\\w+Token\":\"([^\"]+)\"");
    private static final Pattern COOKIE = Pattern.compile("portal_(?:access|refresh)=([^;]{8,})");

    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private Secrets() {}

    static void note(byte @Nullable [] request, HttpResponse<byte[]> answer) {
        if (answer.statusCode() >= 300) {
            return;
        }
        if (request != null && request.length < 10_000) {
            note(PASSWORD, new String(request, UTF_8));
        }
        if (answer.body().length < 10_000) {
            note(TOKEN, new String(answer.body(), UTF_8));
        }
        answer.headers().allValues("Set-Cookie").forEach(cookie -> note(COOKIE, cookie));
    }

    static Set<String> told() {
        return Set.copyOf(TOLD);
    }

    private static void note(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            TOLD.add(matcher.group(1));
        }
    }
}
