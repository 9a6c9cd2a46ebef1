package dev.imageportal.defaults;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/// Tomcat's own errors, such as a request line that is not HTTP, which no application sees.
public class ProblemErrorReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus resolved = HttpStatus.resolve(response.getStatus());
        HttpStatus status = resolved == null ? HttpStatus.BAD_REQUEST : resolved;
        String path = request.getRequestURI();
        Problem problem = Problem.of(status, "The request could not be read as HTTP: " + status.getReasonPhrase() + ".",
                path == null ? "" : path);
        try {
            ProblemWriter.write(problem, response);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LoggerFactory.getLogger(getClass()).debug("The client went away: {}", e.getMessage());
        }
    }
}
