package dev.imageportal.defaults;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// Every service is an OAuth 2.0 resource server on its own: whatever changes something needs a valid access token,
/// except on the [OpenRoutes] that the service names. A request with a bad token is refused on every route.
@AutoConfiguration
@ConditionalOnClass({SecurityFilterChain.class, BearerTokenAuthenticationFilter.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(TokenSettings.class)
public class SecurityDefaults {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    @Bean
    JwtDecoder accessTokens(TokenSettings settings) {
        return new AccessTokens(settings);
    }

    @Bean
    SecurityFilterChain resourceServer(HttpSecurity http, ObjectProvider<OpenRoutes> openRoutes) {
        RequestMatcher[] open = openRoutes.stream()
                .flatMap(routes -> routes.matchers().stream())
                .toArray(RequestMatcher[]::new);
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setPrincipalClaimName(AccessTokens.USERNAME);
        return http
                // No cookie means anything here, so there is nothing that another site's page could forge.
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers("/actuator/**", "/internal/**", "/error")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET)
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD)
                        .permitAll()
                        .requestMatchers(open)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server
                        .jwt(jwt -> jwt.jwtAuthenticationConverter(converter))
                        .authenticationEntryPoint(SecurityDefaults::refuse)
                        .withObjectPostProcessor(new AnswerServiceFailures()))
                .exceptionHandling(handling -> handling
                        .authenticationEntryPoint(SecurityDefaults::refuse)
                        .accessDeniedHandler((request, response, e) -> ProblemWriter.write(
                                Problem.of(HttpStatus.FORBIDDEN, "You may not do this.", request.getRequestURI()),
                                response)))
                .build();
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof AuthenticationServiceException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
            ProblemWriter.write(Problem.of(HttpStatus.SERVICE_UNAVAILABLE,
                    "Access tokens can't be checked just now; try again.", request.getRequestURI()), response);
            return;
        }
        ProblemWriter.write(Problem.of(HttpStatus.UNAUTHORIZED,
                "This needs a valid access token: log in and send it as Authorization: Bearer.",
                request.getRequestURI()), response);
    }

    /// By default a failure to fetch the pool's keys would end as `500`.
    private static final class AnswerServiceFailures implements ObjectPostProcessor<BearerTokenAuthenticationFilter> {

        @Override
        public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
            AuthenticationEntryPointFailureHandler handler = new AuthenticationEntryPointFailureHandler(
                    SecurityDefaults::refuse);
            handler.setRethrowAuthenticationServiceException(false);
            filter.setAuthenticationFailureHandler(handler);
            return filter;
        }
    }
}
