package dev.imageportal.system;

import java.util.List;

/// Every route that the portal offers to clients.
record Contract(String method, String path) {

    static final List<Contract> ROUTES = """
            POST   /api/users
            POST   /api/users/{username}/confirmation
            POST   /api/users/{username}/confirmation/resend
            POST   /api/users/{username}/password-reset
            PUT    /api/users/{username}/password
            POST   /api/session
            GET    /api/session
            POST   /api/session/refresh
            DELETE /api/session
            POST   /api/tokens
            GET    /api/users/{username}
            PATCH  /api/users/me
            PUT    /api/users/me/password
            DELETE /api/users/me
            POST   /api/images
            GET    /api/images/{id}
            PATCH  /api/images/{id}
            DELETE /api/images/{id}
            GET    /api/images/{id}/original
            GET    /media/{id}/{size}.{extension}
            GET    /api/feed
            GET    /api/users/{username}/images
            GET    /api/tags/{tag}/images
            GET    /api/tags
            GET    /api/feed/live
            GET    /api/search
            GET    /api/search/suggestions
            GET    /healthz
            GET    /api/openapi.json
            GET    /api/docs
            """.lines().map(Contract::parse).toList();

    static Contract parse(String line) {
        String[] parts = line.strip().split(" +", 2);
        return new Contract(parts[0], parts[1].strip());
    }

    /// Parameters' names are nobody's business but the description's.
    Contract withoutNames() {
        return new Contract(method, path.replaceAll("\\{[^}]*}", "{}"));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
