package dev.imageportal.search;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where the index lies.
@Configuration(proxyBeanMethods = false)
class BackEndConfiguration {

    @Bean
    BackEnd backEnd(SearchSettings settings) {
        return settings.opensearch().wanted()
                ? new OpenSearchBackEnd(settings.opensearch())
                : new LuceneBackEnd(settings.indexDirectory(), settings.keptPictures());
    }
}
