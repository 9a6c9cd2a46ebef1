package dev.imageportal.chaos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Every picture that was answered with 201, to be compared with what the portal holds and shows.
final class Ledger {

    /// @param sha256 of the file as it was sent
    /// @param keys   of the objects that the answer names
    record Accepted(String id, String username, String sha256, List<String> keys) {}

    /// @param lost    ids that are missing somewhere, each with the place
    /// @param doubled ids that are somewhere twice, or that nobody was told of
    record Difference(Map<String, String> lost, Map<String, String> doubled) {

        boolean none() {
            return lost.isEmpty() && doubled.isEmpty();
        }
    }

    private final Scene scene;
    private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();
    private final Set<String> usernames = ConcurrentHashMap.newKeySet();
    private final Set<String> objectsBefore;

    Ledger(Scene scene) {
        this.scene = scene;
        objectsBefore = scene.holdings().objects();
    }

    /// Whose pictures are counted, whether they have any or not.
    void watch(Person person) {
        usernames.add(person.username());
    }

    Accepted accept(Person person, Picture picture, Reply created) {
        JsonNode image = created.json();
        String id = image.path("id").asString("");
        List<String> keys = new ArrayList<>(List.of("originals/" + id));
        image.path("renditions").forEach(rendition -> keys.add(rendition.path("url").asString("").substring(1)));
        Accepted entry = new Accepted(id, person.username(), picture.sha256(), keys);
        watch(person);
        accepted.put(id, entry);
        return entry;
    }

    void deleted(Accepted image) {
        accepted.remove(image.id());
    }

    List<Accepted> all() {
        return List.copyOf(accepted.values());
    }

    /// One look; what cannot be asked just now counts as lost.
    Difference compare() {
        Map<String, String> lost = new ConcurrentHashMap<>();
        Map<String, String> doubled = new ConcurrentHashMap<>();
        Set<String> objects = scene.holdings().objects();
        for (Accepted image : accepted.values()) {
            image.keys().stream().filter(key -> !objects.contains(key)).forEach(key -> lost.put(image.id(), key));
        }
        for (String username : usernames) {
            Map<String, String> rows = scene.holdings().imagesOf(username);
            compare(username, "row", List.copyOf(rows.keySet()), lost, doubled);
            rows.forEach((id, sha256) -> {
                Accepted image = accepted.get(id);
                if (image != null && !image.sha256().equals(sha256)) {
                    lost.put(id, "the row tells of other bytes");
                }
            });
            compare(username, "feed", listed("/api/users/" + username + "/images?limit=100"), lost, doubled);
            compare(username, "search", listed("/api/search?limit=100&q=%40" + username), lost, doubled);
        }
        return new Difference(lost, doubled);
    }

    private void compare(String username, String place, @Nullable List<String> ids, Map<String, String> lost,
            Map<String, String> doubled) {
        List<Accepted> expected = accepted.values()
                .stream()
                .filter(image -> image.username().equals(username))
                .toList();
        if (ids == null) {
            expected.forEach(image -> lost.put(image.id(), place + " cannot be asked"));
            return;
        }
        Set<String> once = new HashSet<>();
        ids.stream()
                .filter(id -> !once.add(id) || !accepted.containsKey(id))
                .forEach(id -> doubled.put(id, place));
        expected.stream().filter(image -> !once.contains(image.id())).forEach(image -> lost.put(image.id(), place));
    }

    /// Ids of all pages; null when one could not be had.
    private @Nullable List<String> listed(String path) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            Reply page = scene.client().get(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            if (!page.succeeded()) {
                return null;
            }
            page.json().path("items").forEach(item -> ids.add(item.path("id").asString("")));
            cursor = page.json().path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return ids;
    }

    /// Ids whose original cannot be downloaded as it was sent.
    List<String> damaged() {
        return accepted.values().parallelStream().filter(image -> {
            Reply original = scene.client().get("/api/images/" + image.id() + "/original");
            return !original.succeeded() || !Picture.sha256(original.body()).equals(image.sha256());
        }).map(Accepted::id).toList();
    }

    /// Objects that came since the beginning and belong to no picture.
    Set<String> forgottenObjects() {
        Set<String> known = scene.holdings().images().keySet();
        Set<String> forgotten = scene.holdings().objects();
        forgotten.removeAll(objectsBefore);
        forgotten.removeIf(key -> known.contains(key.replaceFirst("^(originals|media)/", "").split("/", 2)[0]));
        return forgotten;
    }
}
