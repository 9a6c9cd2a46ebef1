package dev.imageportal.gateway;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/// The web client's files, about a megabyte, which stay in memory: no request reads from disk or compresses.
@Component
class WebClientFiles {

    private static final String FOLDER = "/web/";
    private static final String INDEX = "/index.html";
    /// Their names hold a hash of their content.
    private static final String HASHED = "/assets/";

    private static final Map<String, MediaType> TYPES = Map.of(
            "html", MediaType.valueOf("text/html;charset=utf-8"),
            "js", MediaType.valueOf("text/javascript;charset=utf-8"),
            "css", MediaType.valueOf("text/css;charset=utf-8"),
            "svg", MediaType.valueOf("image/svg+xml"),
            "png", MediaType.IMAGE_PNG,
            "txt", MediaType.valueOf("text/plain;charset=utf-8"));

    private final Map<String, WebFile> files = new HashMap<>();
    private final WebFile index;

    WebClientFiles() throws IOException {
        Map<String, byte[]> contents = contents();
        contents.forEach((path, content) -> {
            MediaType type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
            if (type != null) {
                files.put(path, new WebFile(type, path.startsWith(HASHED), codings(path, content, contents)));
            }
        });
        WebFile page = files.remove(INDEX);
        if (page == null) {
            throw new IllegalStateException("The gateway was built without the web client: there is no web/index.html");
        }
        index = page;
    }

    /// The client's page, which shows what the browser's address says.
    WebFile index() {
        return index;
    }

    /// @param path as requested, with its leading slash
    Optional<WebFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private static Map<ContentCoding, byte[]> codings(String path, byte[] content, Map<String, byte[]> contents) {
        Map<ContentCoding, byte[]> codings = new EnumMap<>(ContentCoding.class);
        for (ContentCoding coding : ContentCoding.values()) {
            byte[] copy = contents.get(path + coding.fileEnding());
            if (copy != null) {
                codings.put(coding, copy);
            }
        }
        codings.put(ContentCoding.NONE, content);
        return codings;
    }

    private static Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new HashMap<>();
        Resource[] found = new PathMatchingResourcePatternResolver().getResources("classpath*:" + FOLDER + "**/*.*");
        for (Resource file : found) {
            String url = file.getURL().getPath();
            if (file.isReadable()) {
                contents.put(url.substring(url.lastIndexOf(FOLDER) + FOLDER.length() - 1),
                        file.getContentAsByteArray());
            }
        }
        return contents;
    }
}
