package dev.imageportal.feed;

import org.apache.coyote.http11.Http11NioProtocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Thousands of open streams keep their connections' buffers, which by default are made for large requests and answers:
/// more than 100 KB each, so that 2,000 streams would not fit into 256 MB of heap. The feeds take small requests, and write each answer as one array, which needs no buffer to
/// collect it.
@Component
class SlimConnections implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int READ_BUFFER = 1 << 10;
    private static final int WRITE_BUFFER = 4 << 10;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(Protocol.class.getName());
        factory.addConnectorCustomizers(connector -> {
            connector.setProperty("socket.appReadBufSize", Integer.toString(READ_BUFFER));
            connector.setProperty("socket.appWriteBufSize", Integer.toString(WRITE_BUFFER));
        });
    }

    /// Made by Tomcat from its name.
    public static final class Protocol extends Http11NioProtocol {

        private static final int ANSWER_BUFFER = 1 << 10;

        /// Of an answer's buffers, one for bytes and one for characters.
        @Override
        public int getDesiredBufferSize() {
            return ANSWER_BUFFER;
        }
    }
}
