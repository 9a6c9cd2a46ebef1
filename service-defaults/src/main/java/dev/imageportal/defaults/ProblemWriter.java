package dev.imageportal.defaults;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Writes a [Problem] where no controller is involved: in filters and in the container itself.
final class ProblemWriter {

    private ProblemWriter() {}

    static void write(Problem problem, HttpServletResponse response) throws IOException {
        byte[] body = problem.json();
        response.setStatus(problem.status());
        problem.headers().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
