package dev.imageportal.user;

import dev.imageportal.defaults.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordResetRequiredException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RefreshTokenReuseException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnauthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnsupportedOperationException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnsupportedTokenTypeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotConfirmedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

/// The tokens of the Cognito user pool: given, renewed and revoked.
@Component
class PoolTokens {

    private static final Logger log = LoggerFactory.getLogger(PoolTokens.class);
    private static final int MAX_REFRESH_TOKEN = 8192;

    private final CognitoCalls calls;
    private final CognitoSettings settings;

    PoolTokens(CognitoCalls calls, CognitoSettings settings) {
        this.calls = calls;
        this.settings = settings;
    }

    Tokens logIn(Username username, String password) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("USERNAME", username.value());
        parameters.put("PASSWORD", password);
        String secretHash = calls.secretHash(username);
        if (secretHash != null) {
            parameters.put("SECRET_HASH", secretHash);
        }
        return calls.make("InitiateAuth", cognito -> {
            try {
                InitiateAuthResponse response = cognito.initiateAuth(request -> request.clientId(settings.clientId())
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(parameters));
                AuthenticationResultType result = response.authenticationResult();
                if (result == null) {
                    throw ProblemException.of(HttpStatus.FORBIDDEN, "challenge",
                            "This account asks for another step at log-in, which the portal does not offer: "
                                    + response.challengeNameAsString());
                }
                return new Tokens(result.accessToken(), result.refreshToken());
            } catch (UserNotFoundException | InvalidPasswordException e) {
                throw AccountProblems.wrongCredentials();
            } catch (NotAuthorizedException e) {
                throw CognitoCalls.isLockedOut(e) ? AccountProblems.tooMany() : AccountProblems.wrongCredentials();
            } catch (UserNotConfirmedException e) {
                throw ProblemException.of(HttpStatus.FORBIDDEN, "unconfirmed",
                        "The e-mail address is not confirmed yet: send the code that was mailed, or ask for another.");
            } catch (PasswordResetRequiredException e) {
                throw AccountProblems.newPasswordNeeded();
            }
        });
    }

    /// The one way that works whether or not the pool rotates refresh tokens and the client has a secret
    /// (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html).
    ///
    /// @return with the refresh token that was given when the pool does not rotate them
    Tokens refresh(String refreshToken) {
        if (isImpossible(refreshToken)) {
            throw AccountProblems.wrongRefreshToken();
        }
        return calls.make("GetTokensFromRefreshToken", cognito -> {
            try {
                AuthenticationResultType result = cognito
                        .getTokensFromRefreshToken(request -> request.clientId(settings.clientId())
                                .clientSecret(settings.clientSecret())
                                .refreshToken(refreshToken))
                        .authenticationResult();
                String next = result.refreshToken();
                return new Tokens(result.accessToken(), next == null ? refreshToken : next);
            } catch (NotAuthorizedException | RefreshTokenReuseException | UserNotFoundException
                    | InvalidParameterException e) {
                throw AccountProblems.wrongRefreshToken();
            }
        });
    }

    /// Ends the token and all that were made from it. One that is none, or not any more, is left as it is.
    void revoke(String refreshToken) {
        if (isImpossible(refreshToken)) {
            return;
        }
        calls.make("RevokeToken", cognito -> {
            try {
                return cognito.revokeToken(request -> request.clientId(settings.clientId())
                        .clientSecret(settings.clientSecret())
                        .token(refreshToken));
            } catch (UnsupportedOperationException e) {
                log.warn("The app client can't revoke tokens: switch EnableTokenRevocation on ({})", e.getMessage());
                return e;
            } catch (UnauthorizedException | UnsupportedTokenTypeException | InvalidParameterException
                    | NotAuthorizedException e) {
                log.debug("There was no token to revoke: {}", e.toString());
                return e;
            }
        });
    }

    private static boolean isImpossible(String refreshToken) {
        return refreshToken.isBlank() || refreshToken.length() > MAX_REFRESH_TOKEN;
    }
}
