package dev.imageportal.search;

import dev.imageportal.defaults.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/// Searches once for a bit of everything before the service takes traffic, so that its first user does not wait for
/// classes to be loaded.
@Component
class WarmUp implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    private static final String QUERY = "first \"second third\" fourth #tag @user -fifth";

    private final SearchController controller;
    private final SuggestionController suggestions;

    WarmUp(SearchController controller, SuggestionController suggestions) {
        this.controller = controller;
        this.suggestions = suggestions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        try {
            controller.search(QUERY, "relevance", null, null);
            controller.search(QUERY, "newest", null, null);
            suggestions.suggest("first", null);
        } catch (ProblemException e) {
            log.debug("The first search failed: {}", e.getMessage());
        }
    }
}
