package dev.imageportal.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.web.util.HtmlUtils.htmlEscape;

import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/// The client's page for one picture, with what programs that make previews of links look for
/// ([Open Graph](https://ogp.me)). It waits for image-service only a moment: without an answer the plain page does.
@Component
class PicturePage {

    private static final Logger log = LoggerFactory.getLogger(PicturePage.class);
    private static final Duration PATIENCE = Duration.ofMillis(800);
    /// Previews are about this wide.
    private static final int PREVIEW_PIXELS = 1280;
    private static final int MAX_TITLE = 100;
    private static final int MAX_DESCRIPTION = 300;
    private static final String ID = "[0-9a-fA-F-]{36}";

    private static final String TITLE = "<title>Image Portal</title>";
    private static final String PLACE = "<!--page-->";
    private static final String GENERAL_DESCRIPTION = "<meta name=\"description\"[^>]*>\\s*";

    private final WebClientFiles files;
    private final WebClient images;

    PicturePage(WebClientFiles files, GatewaySettings settings, HttpClient upstreamClient,
            ObservationRegistry observations) {
        this.files = files;
        this.images = WebClient.builder()
                .baseUrl(settings.imageService().toString())
                .clientConnector(new ReactorClientHttpConnector(upstreamClient))
                .observationRegistry(observations)
                .build();
    }

    record Rendition(String url, int width, int height, String contentType) {}

    record Image(String id, String displayName, String caption, @Nullable String altText,
            List<Rendition> renditions) {}

    Mono<ServerResponse> answer(ServerRequest request) {
        String id = request.pathVariable("id");
        if (!id.matches(ID)) {
            return files.index().answerNotFound();
        }
        return images.get()
                .uri("/api/images/{id}", id)
                .retrieve()
                .bodyToMono(Image.class)
                .timeout(PATIENCE)
                .map(image -> page(image, origin(request)).getBytes(UTF_8))
                .flatMap(page -> answer(request, page))
                .onErrorResume(WebClientResponseException.NotFound.class, _ -> files.index().answerNotFound())
                .onErrorResume(error -> {
                    log.info("No preview of a picture's page: {}", error.toString());
                    return files.index().answer(request);
                });
    }

    private Mono<ServerResponse> answer(ServerRequest request, byte[] page) {
        String eTag = WebFile.eTag(page);
        return request.checkNotModified(eTag)
                .switchIfEmpty(ServerResponse.ok()
                        .contentType(files.index().type())
                        .cacheControl(CacheControl.noCache())
                        .eTag(eTag)
                        .bodyValue(page));
    }

    private String page(Image image, String origin) {
        String caption = image.caption.strip().replaceAll("\\s+", " ");
        String title = caption.isEmpty() ? "Picture by " + image.displayName : shorten(caption, MAX_TITLE);
        String description = shorten(caption.isEmpty() ? "" : "By " + image.displayName + ". " + caption,
                MAX_DESCRIPTION);
        StringBuilder tags = new StringBuilder();
        tag(tags, "name", "description", description.isEmpty() ? title : description);
        tag(tags, "property", "og:type", "article");
        tag(tags, "property", "og:site_name", "Image Portal");
        tag(tags, "property", "og:title", title);
        tag(tags, "property", "og:description", description.isEmpty() ? title : description);
        tag(tags, "property", "og:url", origin + "/i/" + image.id);
        Rendition preview = preview(image.renditions);
        if (preview != null) {
            tag(tags, "property", "og:image", origin + preview.url);
            tag(tags, "property", "og:image:type", preview.contentType);
            tag(tags, "property", "og:image:width", String.valueOf(preview.width));
            tag(tags, "property", "og:image:height", String.valueOf(preview.height));
            String altText = image.altText == null || image.altText.isBlank() ? title : image.altText;
            tag(tags, "property", "og:image:alt", shorten(altText, MAX_DESCRIPTION));
            tag(tags, "name", "twitter:card", "summary_large_image");
        }
        return new String(files.index().plain(), UTF_8)
                .replaceFirst(GENERAL_DESCRIPTION, "")
                .replace(TITLE, "<title>" + htmlEscape(title, "UTF-8") + " · Image Portal</title>")
                .replace(PLACE, tags);
    }

    /// The largest that is no larger than previews are, in the format that most programs read.
    private static @Nullable Rendition preview(List<Rendition> renditions) {
        return renditions.stream()
                .filter(rendition -> rendition.width <= PREVIEW_PIXELS && rendition.height <= PREVIEW_PIXELS)
                .max(Comparator.comparing((Rendition rendition) -> rendition.contentType.equals("image/jpeg"))
                        .thenComparing(rendition -> rendition.contentType.equals("image/webp"))
                        .thenComparingInt(Rendition::width))
                .orElse(null);
    }

    private static void tag(StringBuilder tags, String kind, String name, String content) {
        tags.append("<meta ")
                .append(kind)
                .append("=\"")
                .append(name)
                .append("\" content=\"")
                .append(htmlEscape(content, "UTF-8"))
                .append("\" />\n    ");
    }

    private static String shorten(String text, int characters) {
        if (text.codePointCount(0, text.length()) <= characters) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, characters - 1)).strip() + "…";
    }

    /// As the asker knows the portal.
    private static String origin(ServerRequest request) {
        String host = request.headers().firstHeader("Host");
        return Client.of(request.exchange()).scheme() + "://" + (host == null ? "localhost" : host);
    }
}
