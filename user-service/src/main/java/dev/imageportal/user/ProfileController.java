package dev.imageportal.user;

import dev.imageportal.defaults.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Accounts")
class ProfileController {

    private static final int MAX_USERNAMES = 200;

    private final Profiles profiles;
    private final ImageCounts imageCounts;

    @Schema(name = "Profile", requiredProperties = {"username", "displayName", "bio", "joinedAt",
            "imageCount"}, example = """
                    {"username": "grace", "displayName": "Grace", "bio": "", "joinedAt": "2026-11-23T07:39:42.724Z", "imageCount": 1}""")
    record ProfileResponse(String username, String displayName, String bio, Instant joinedAt, long imageCount) {

        static ProfileResponse of(Profile profile, ImageCounts imageCounts) {
            return new ProfileResponse(profile.username(), profile.displayName(), profile.bio(), profile.joinedAt(),
                    imageCounts.of(profile.username()));
        }
    }

    ProfileController(Profiles profiles, ImageCounts imageCounts) {
        this.profiles = profiles;
        this.imageCounts = imageCounts;
    }

    @Operation(summary = "What everyone may know about a user")
    @ApiResponse(responseCode = "200", description = "The profile")
    @ApiResponse(responseCode = "404", description = "There is no user of this name")
    @GetMapping("/api/users/{username}")
    ProfileResponse profile(@PathVariable String username) {
        return Username.parse(username)
                .flatMap(profiles::find)
                .map(profile -> ProfileResponse.of(profile, imageCounts))
                .orElseThrow(() -> ProblemException.notFound("There is no user of this name."));
    }

    /// For the other services: display names by user name, of those users that exist.
    ///
    /// @param usernames at most 200
    @GetMapping("/internal/users/display-names")
    Map<String, String> displayNames(@RequestParam List<String> usernames) {
        if (usernames.size() > MAX_USERNAMES) {
            throw ProblemException.badField("usernames", "maxItems",
                    "usernames must have at most " + MAX_USERNAMES + " names");
        }
        return profiles.displayNames(
                usernames.stream().map(Username::parse).flatMap(Optional::stream).map(Username::value).toList());
    }
}
